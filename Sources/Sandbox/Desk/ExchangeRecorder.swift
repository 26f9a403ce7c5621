import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import ProviderKit
import Synchronization

/// Sees every call to the simulated sites; makes a provider fail where that was asked for.
struct ExchangeRecorder: RouterMiddleware {
    let world: World

    func handle(
        _ request: Request, context: SandboxContext, next: (Request, SandboxContext) async throws -> Response
    ) async throws -> Response {
        guard let (from, to) = Self.parties(request) else { return try await next(request, context) }
        var request = request
        let body = try await request.collectBody(upTo: Request.bodyLimit)
        let call = Exchange.Call(
            method: request.method, address: world.publicURL + request.uri.description, headerFields: request.headers,
            body: Array(body.readableBytesView))
        let fault = to == .provider ? world.providerFaults.next() : nil
        let id = world.exchanges.begin(from: from, to: to, call, fault: fault?.rawValue)
        do {
            let faulty = try await fault?.response(context)
            let response: Response
            if let faulty { response = faulty } else { response = try await next(request, context) }
            world.exchanges.end(id, response.status == .neverSent ? nil : try await Self.answer(response))
            return response
        } catch {
            world.exchanges.end(id, (error as? any HTTPResponseError).map { HTTPAnswer(status: $0.status) })
            throw error
        }
    }

    /// Who calls whom; `nil` for what belongs to the desk, and for pictures.
    static func parties(_ request: Request) -> (from: Exchange.Party, to: Exchange.Party)? {
        let path = request.uri.path
        guard !path.hasSuffix(".svg") else { return nil }
        let accepts = request.headers[.accept] ?? ""
        let customer: Exchange.Party = accepts.contains("text/html") ? .browser : .responder
        switch path.split(separator: "/").first {
        case "app": return (.browser, .app)
        case "flatpeak": return (.app, .flatPeak)
        case "connect": return (.responder, .flatPeak)
        case "lunar", "octopus", "tibber": return (customer, .provider)
        default: return nil
        }
    }

    private static func answer(_ response: Response) async throws -> HTTPAnswer {
        let collected = CollectedBody()
        try await response.body.write(BodyCollector(collected: collected))
        return HTTPAnswer(
            status: response.status, headerFields: response.headers, body: collected.bytes.withLock { $0 })
    }
}

/// Where a `BodyCollector` writes to.
private final class CollectedBody: Sendable {
    let bytes = Mutex<[UInt8]>([])
}

/// Writes an answer's body into memory. Every answer of the simulated sites can be written more than once.
private struct BodyCollector: ResponseBodyWriter {
    let collected: CollectedBody

    mutating func write(_ buffer: ByteBuffer) async throws {
        collected.bytes.withLock { $0 += buffer.readableBytesView }
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
