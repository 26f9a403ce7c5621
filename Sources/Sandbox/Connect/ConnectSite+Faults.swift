import HTTPTypes
import Hummingbird
import HummingbirdCore

extension ConnectSite {
    /// The answer of a fault; `nil` where the call is to be answered as usual after all.
    func faulty(
        _ order: ConnectFaults.Order, token: String?, route: String?, context: SandboxContext
    ) async throws -> Response? {
        switch order.fault {
        case .none, .olderRedirectKey:
            return nil
        case .slow:
            try await Task.sleep(for: .seconds(order.seconds))
            return nil
        case .hang:
            return try await context.neverAnswered()
        case .down:
            return try failure(.serviceUnavailable, .apiError, "service_unavailable", token, route)
        case .serverError:
            return try failure(.internalServerError, .apiError, "internal_error", token, route)
        case .tooManyRequests:
            return try failure(.tooManyRequests, .rateLimit, "too_many_requests", token, route)
        case .badCredentials:
            return try .json(["message": "Bad credentials"], status: .forbidden)
        case .html:
            return .html("<!DOCTYPE html><title>Maintenance</title><h1>We'll be back soon</h1>")
        case .empty:
            return Response(status: .ok)
        case .truncated:
            return .text(#"{"route":"auth_metadata_capture","connect_token":"#, type: "application/json")
        case .unknownRoute:
            return try .json(page(route: "tariff_lottery", token, data: [:]))
        case .errorPage:
            return try .json(
                page(
                    route: "error", token,
                    data: ["error_code": "session_invalid", "error_message": "The session can't go on."]))
        case .noData:
            return try .json(page(route: "auth_metadata_capture", token, data: nil))
        case .javascriptRedirect:
            return try .json(page(route: "session_redirect", token, data: ["redirect_url": "javascript:alert(1)"]))
        case .reset:
            return await context.cut()
        }
    }

    /// The answer with its redirect under the key that Connect used before.
    func withOlderKey(_ answer: JSONValue) -> JSONValue {
        guard var members = answer.object, let url = answer["data"]?["redirect_url"] else { return answer }
        members["data"] = ["redirect_uri": url]
        return .object(members)
    }

    private func failure(
        _ status: HTTPResponse.Status, _ kind: ConnectFailure.Kind, _ code: String, _ token: String?, _ route: String?
    ) throws -> Response {
        try failureResponse(
            ConnectFailure(status: status, kind: kind, code: code, message: "This fault was asked for."),
            token: token, route: route)
    }

    private func page(route: String, _ token: String?, data: JSONValue?) -> JSONValue {
        .members([
            "route": .string(route), "connect_token": .optional(token), "type": "render", "live_mode": false,
            "data": data,
        ])
    }
}
