import HTTPTypes
import Hummingbird
import HummingbirdCore
import ProviderKit

extension DeskSite {
    /// The fields of the desk's forms.
    private struct Form: Decodable {
        var direction: String?
        var session: Int?
        var side: String?
        var mode: String?
    }

    func addActions(to routes: RouterGroup<SandboxContext>) {
        routes.post("start") { request, _ in try await act(request, start) }
        routes.post("read") { request, _ in try await act(request, read) }
        routes.post("fault") { request, _ in try await act(request, fault) }
        routes.post("mend") { request, _ in
            try await act(request) { _ in
                world.connectFaults.reset()
                world.providerFaults.reset()
                return nil
            }
        }
        routes.post("reset") { request, _ in
            try await act(request) { _ in
                world.reset()
                return nil
            }
        }
    }

    /// Reads the form, does what it asks, and goes where that leads: back to the desk where it says nothing else.
    private func act(_ request: Request, _ action: (Form) async throws -> String?) async throws -> Response {
        let body = String(decoding: try await request.bytes(), as: UTF8.self)
        let form = try URLEncodedFormDecoder().decode(Form.self, from: body)
        let target = try await action(form)
        world.exchanges.touch()
        return .seeOther(target ?? "/desk/")
    }

    private func start(_ form: Form) throws -> String? {
        var request = TokenRequest(callbackURI: world.publicURL + "/app/callback")
        request.direction = form.direction.flatMap(TokenRequest.Direction.init(rawValue:)) ?? .import
        let provider = world.providers.named(world.configuration.deskProvider) ?? .lunarEnergy
        return try AppService(world: world).begin(request, provider: provider).url
    }

    private func read(_ form: Form) throws -> String? {
        let view = DeskView(world, session: form.session)
        guard let token = view.session?.token, let session = world.connect.session(token) else { return nil }
        let reference = view.reading.flatMap(DeskView.tariff)?.providerTariffReference
        world.startReading(session, referenceID: reference)
        return form.session.map { "/desk/?session=\($0)" }
    }

    private func fault(_ form: Form) throws -> String? {
        do {
            try set(form)
        } catch {
            throw HTTPError(.conflict, message: error.message)
        }
        return nil
    }

    private func set(_ form: Form) throws(ControlFailure) {
        if form.side == "provider" {
            if let fault = form.mode.flatMap(ProviderFault.init(rawValue:)) {
                try world.providerFaults.set(fault, times: 1)
            }
        } else if let fault = form.mode.flatMap(ConnectFault.init(rawValue:)) {
            try world.connectFaults.set(ConnectFaults.Order(fault: fault, times: 1, token: nil, route: nil, seconds: 3))
        }
    }
}
