import FoundationEssentials
import HTTPTypes
import Hummingbird
import HummingbirdCore

/// The desk: what tests and people use to see and steer the simulation. No client of FlatPeak ever calls it.
struct ControlSite: Site {
    static let prefix = "control"
    static let summary =
        "see and steer: connect-log, connect-fault, provider-fault, reads, read, clock, token, integration, customers, reset"

    let world: World

    func addRoutes(to routes: RouterGroup<SandboxContext>) {
        routes.get("connect-log") { request, _ in
            let entries = world.connectLog.entries(token: request.query("connect_token"))
            return try Response.json(["calls": .array(entries.map(\.json))])
        }
        routes.get("reads") { request, _ in
            if let token = request.query("connect_token") { _ = await world.reads.latest(token: token) }
            let token = request.query("connect_token")
            let reads = world.reads.finished.filter { token == nil || $0.connectToken == token }
            return try Response.json(["reads": .array(reads.map(\.json))])
        }
        routes.get("customers") { _, _ in
            try Response.json([
                "customers": .array(
                    DemoCustomer.all.map {
                        [
                            "provider": .string($0.provider), "email": .string($0.email),
                            "password": .string($0.password), "shows": .string($0.shows),
                        ]
                    }), "code": .string(DemoCustomer.code), "expired_code": .string(DemoCustomer.expiredCode),
            ])
        }
        routes.get("tibber") { _, _ in try Response.json(world.tibber.counts.json) }
        routes.post("tibber/revoke") { _, _ in
            world.tibber.revokeAll()
            return try Response.json(["status": "revoked"])
        }
        routes.post("connect-fault") { request, _ in try await answer(request) { try setFault($0) } }
        routes.post("provider-fault") { request, _ in try await answer(request) { try setProviderFault($0) } }
        routes.post("clock") { request, _ in try await answer(request) { try advance($0) } }
        routes.post("token") { request, _ in try await answer(request) { try token($0) } }
        routes.post("integration") { request, _ in try await answer(request) { try setIntegration($0) } }
        routes.post("read") { request, _ in try await answer(request) { try await read($0) } }
        routes.post("reset") { _, _ in
            world.reset()
            return try Response.json(["status": "reset"])
        }
    }

    private func answer(
        _ request: Request, _ body: ([String: JSONValue]) async throws -> JSONValue
    ) async throws -> Response {
        let bytes = try await request.bytes()
        do {
            guard let members = bytes.isEmpty ? [:] : (try? JSONValue(json: bytes))?.object else {
                throw ControlFailure(message: "The body is not a JSON object.")
            }
            return try .json(try await body(members))
        } catch let failure as ControlFailure {
            return try .json(["object": "error", "message": .string(failure.message)], status: .badRequest)
        } catch let failure as FlatPeakFailure {
            return try .json(failure.json, status: failure.status)
        } catch let failure as ConnectFailure {
            return try .json(FlatPeakFailure(failure).json, status: failure.status)
        }
    }

    private func setFault(_ members: [String: JSONValue]) throws -> JSONValue {
        guard let fault = members["mode"]?.string.flatMap(ConnectFault.init(rawValue:)) else {
            let modes = ConnectFault.allCases.map(\.rawValue).joined(separator: ", ")
            throw ControlFailure(message: "mode must be one of: \(modes).")
        }
        let times = members["times"]?.number?.wholeNumber ?? 1
        try world.connectFaults.set(
            ConnectFaults.Order(
                fault: fault, times: times, token: members["connect_token"]?.string, route: members["route"]?.string,
                seconds: members["seconds"]?.number?.approximation ?? 3))
        return ["mode": .string(fault.rawValue), "times": .integer(times)]
    }

    private func setProviderFault(_ members: [String: JSONValue]) throws -> JSONValue {
        guard let fault = members["mode"]?.string.flatMap(ProviderFault.init(rawValue:)) else {
            let modes = ProviderFault.allCases.map(\.rawValue).joined(separator: ", ")
            throw ControlFailure(message: "mode must be one of: \(modes).")
        }
        let times = members["times"]?.number?.wholeNumber ?? 1
        try world.providerFaults.set(fault, times: times)
        return ["mode": .string(fault.rawValue), "times": .integer(times)]
    }

    private func advance(_ members: [String: JSONValue]) throws -> JSONValue {
        guard let seconds = members["advance_seconds"]?.number else {
            throw ControlFailure(message: "advance_seconds must be a number.")
        }
        world.clock.advance(seconds: seconds.approximation)
        return ["now": .string(world.clock.now.rfc3339)]
    }

    /// A token bound to a provider; beside the fields of a token request, `provider` may be an id or a slug.
    private func token(_ members: [String: JSONValue]) throws -> JSONValue {
        var members = members
        let name = members.removeValue(forKey: "provider")?.string ?? EnergyProvider.lunarEnergy.id
        guard let provider = world.providers.named(name) else {
            throw ControlFailure(message: "No provider is called \"\(name)\".")
        }
        members["callback_uri"] = members["callback_uri"] ?? .string(world.publicURL + "/app/callback")
        let (token, url) = try AppService(world: world).begin(TokenRequest(members), provider: provider)
        return ["connect_token": .string(token), "url": .string(url)]
    }

    private func setIntegration(_ members: [String: JSONValue]) throws -> JSONValue {
        let provider = world.providers.named(members["provider"]?.string ?? EnergyProvider.lunarEnergy.id)
        guard let provider, let url = members["url"]?.string, WebAddress.isAllowed(url) else {
            throw ControlFailure(message: "url must be an absolute URL, and provider, where sent, one that is known.")
        }
        world.setIntegrationURL(url, of: provider)
        return ["provider": .string(provider.slug), "url": .string(url)]
    }

    /// FlatPeak's backend reads the tariff again, of the contract that it read before.
    private func read(_ members: [String: JSONValue]) async throws -> JSONValue {
        guard let token = members["connect_token"]?.string else {
            throw ControlFailure(message: "connect_token must be a string.")
        }
        // A reading under way comes first: it may renew what is stored.
        let earlier = await world.reads.latest(token: token)
        guard let session = world.connect.session(token), !session.authMetadata.isEmpty else {
            throw ControlFailure(message: "Nothing is stored for this connect_token: its customer has not signed in.")
        }
        var reference = members["reference_id"]?.string
        if reference == nil, case .tariff(let tariff) = earlier?.outcome {
            reference = tariff["provider_tariff_reference"]?.string
        }
        return await world.startReading(session, referenceID: reference).value.json
    }
}
