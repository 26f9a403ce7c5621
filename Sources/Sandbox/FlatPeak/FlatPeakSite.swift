import HTTPTypes
import Hummingbird
import HummingbirdCore

/// `api.flatpeak.com`, as the app's backend uses it.
struct FlatPeakSite: Site {
    static let prefix = "flatpeak"
    static let summary = "FlatPeak's API: GET /login, POST and GET /connect/tariff/token, GET /locations/{id}/tariff"

    let world: World

    func addRoutes(to routes: RouterGroup<SandboxContext>) {
        routes.get("login") { request, _ in
            try answer { () throws(FlatPeakFailure) in
                let bearer = try world.flatPeak.login(authorization: request.headers[.authorization])
                let lifetime = Int(FlatPeakService.bearerLifetime)
                return ["bearer_token": .string(bearer), "expires_in": .integer(lifetime), "live_mode": false]
            }
        }
        routes.post("connect/tariff/token") { request, _ in
            let body = try await request.jsonObject()
            return try answer { () throws(FlatPeakFailure) in
                try world.flatPeak.authenticate(bearer: request.bearer)
                guard let body else {
                    throw .invalid(code: "json_invalid", message: "The body is not a JSON object.", status: .badRequest)
                }
                let session = world.flatPeak.createToken(try TokenRequest(body))
                let lifetime = Int(ConnectService.tokenLifetime)
                return [
                    "connect_token": .string(session.token), "expires_in": .integer(lifetime),
                    "live_mode": false,
                ]
            }
        }
        routes.get("connect/tariff/token") { request, _ in
            try answer { () throws(FlatPeakFailure) in
                try world.flatPeak.authenticate(bearer: request.bearer)
                guard let token = request.query("connect_token") else {
                    throw .invalid(code: "connect_token_missing", message: "connect_token is required.")
                }
                return try world.flatPeak.exchange(token: token).json
            }
        }
        routes.get("locations/:id/tariff") { request, context in try await tariff(request, context) }
        routes.get("**") { _, _ in try answer { () throws(FlatPeakFailure) in throw .notFound } }
        routes.post("**") { _, _ in try answer { () throws(FlatPeakFailure) in throw .notFound } }
    }

    /// The tariff that was read for a location; waits for a reading under way.
    private func tariff(_ request: Request, _ context: SandboxContext) async throws -> Response {
        let id = context.parameters.get("id") ?? ""
        let token: String
        do throws(FlatPeakFailure) {
            try world.flatPeak.authenticate(bearer: request.bearer)
            guard let connection = world.flatPeak.connection(locationID: id) else { throw .notFound }
            token = connection.connectToken
        } catch {
            return try .json(error.json, status: error.status)
        }
        let read = await world.reads.latest(token: token)
        return try answer { () throws(FlatPeakFailure) in
            switch read?.outcome {
            case .tariff(let tariff): return ["location_id": .string(id), "tariff": tariff]
            case .failure(let code, let message): throw .invalid(code: code, message: message)
            case nil: throw .notFound
            }
        }
    }

    private func answer(_ body: () throws(FlatPeakFailure) -> JSONValue) throws -> Response {
        let value: JSONValue
        do throws(FlatPeakFailure) {
            value = try body()
        } catch {
            return try .json(error.json, status: error.status)
        }
        return try .json(value)
    }
}

extension FlatPeakService.Connection {
    var json: JSONValue {
        .members([
            "connect_token": .string(connectToken), "location_id": .string(locationID),
            "customer_id": .string(customerID), "tariff_id": .string(tariffID),
            "direction": .string(request.direction.rawValue), "provider_id": .optional(providerID),
            "location_reference_id": .optional(request.locationReferenceID),
            "customer_reference_id": .optional(request.customerReferenceID),
            "postal_address": request.postalAddress.map(JSONValue.object), "live_mode": false,
        ])
    }
}
