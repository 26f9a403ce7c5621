import FoundationEssentials
import HTTPTypes
import Hummingbird
import HummingbirdCore

/// `connect.flatpeak.com`: one endpoint, the step in the body, the connect token as the only credential.
struct ConnectSite: Site {
    static let prefix = "connect"
    static let summary = "FlatPeak Connect: one endpoint, POST, JSON; the step is the body's route"

    let world: World

    func addRoutes(to routes: RouterGroup<SandboxContext>) {
        routes.post { request, context in try await answer(request, context) }
        routes.get { _, _ in
            try failureResponse(
                .invalid("method_not_allowed", "Connect takes POST only.", status: .methodNotAllowed), token: nil,
                route: nil)
        }
    }

    private func answer(_ request: Request, _ context: SandboxContext) async throws -> Response {
        let body = try await request.bytes()
        let members = (try? JSONValue(json: body))?.object
        let token = members?["connect_token"]?.string
        world.connectLog.add(
            ConnectLog.Entry(
                time: world.clock.now, token: token, contentType: request.headers[.contentType],
                accept: request.headers[.accept], body: String(decoding: body, as: UTF8.self)))
        let route = members?["route"]?.string
        let order = world.connectFaults.next(token: token, route: route)
        if let order, let response = try await faulty(order, token: token, route: route, context: context) {
            return response
        }
        let answer: JSONValue
        do throws(ConnectRefusal) {
            answer = try take(ConnectRequest(body: body, mediaType: request.mediaType, providers: world.providers))
        } catch {
            return try failureResponse(error.failure, token: error.token, route: error.route)
        }
        return try .json(order?.fault == .olderRedirectKey ? withOlderKey(answer) : answer)
    }

    private func take(_ call: ConnectRequest) throws(ConnectRefusal) -> JSONValue {
        do throws(ConnectFailure) {
            let (outcome, session) = try world.connect.take(call.step, token: call.token)
            if outcome == .redirectToApp(.consented) { world.startReading(session) }
            return ConnectPage(world: world, session: session).json(outcome)
        } catch {
            throw ConnectRefusal(token: call.token, route: call.route, failure: error)
        }
    }

    /// Connect's error object.
    func failureResponse(_ failure: ConnectFailure, token: String?, route: String?) throws -> Response {
        var headers = HTTPFields()
        if failure.kind == .rateLimit { headers[.retryAfter] = "30" }
        return try .json(
            .members([
                "object": "error", "live_mode": false, "context": .string("connect.\(route ?? "request")"),
                "type": .string(failure.kind.rawValue), "code": .string(failure.code),
                "message": .string(failure.message), "connect_token": .optional(token),
                "time_created": .string(world.clock.now.rfc3339), "request_id": .string(world.ids.next("req")),
            ]), status: failure.status, headers: headers)
    }
}
