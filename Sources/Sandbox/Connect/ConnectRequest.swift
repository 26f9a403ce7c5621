import FoundationEssentials
import HTTPTypes

/// A body that was posted to Connect, checked strictly so that a client is held to the wire (FlatPeak protocol, section 2).
struct ConnectRequest: Sendable {
    let token: String
    let route: String
    let step: ConnectStep

    /// Reads a body.
    ///
    /// - Parameters:
    ///   - body: The bytes as they came.
    ///   - mediaType: The Content-Type without parameters.
    ///   - providers: Those that can be selected.
    /// - Throws: ``ConnectRefusal``: what is wrong, with the token and route as far as they could be read.
    init(body: Data, mediaType: String?, providers: [EnergyProvider] = EnergyProvider.all) throws(ConnectRefusal) {
        let members = (try? JSONValue(json: body))?.object
        var refusal = ConnectRefusal(token: members?["connect_token"]?.string, route: members?["route"]?.string)
        guard mediaType == "application/json" else {
            let sent = mediaType.map { "\"\($0)\"" } ?? "none"
            throw refusal.because(
                .invalid(
                    "content_type_invalid", "Content-Type must be application/json, but was \(sent).",
                    status: .unsupportedMediaType))
        }
        guard let members else {
            throw refusal.because(.invalid("json_invalid", "The body is not a JSON object.", status: .badRequest))
        }
        do throws(ConnectFailure) {
            token = try Self.text("connect_token", in: members)
            route = try Self.text("route", in: members)
            refusal = ConnectRefusal(token: token, route: route)
            step = try Self.step(route: route, members: members, providers: providers)
        } catch {
            throw refusal.because(error)
        }
    }

    private static func step(
        route: String, members: [String: JSONValue], providers: [EnergyProvider]
    ) throws(ConnectFailure) -> ConnectStep {
        switch (route, members["action"] != nil) {
        case ("auth_metadata_capture", true), ("consent_capture", true):
            try allow(["connect_token", "route", "type", "action"], in: members)
            return try action(route: route, members: members)
        case ("start_tariff_integration", _), ("session_restore", _), ("session_start", _):
            try allow(["connect_token", "route"], in: members)
            return route == "start_tariff_integration" ? .startIntegration : .restore
        case ("provider_select", _):
            try allow(["connect_token", "route", "data"], in: members)
            let data = try data(["provider"], in: members)
            guard let id = data["provider"]?["id"]?.string else {
                throw .invalid("field_missing", "data.provider.id is missing or is not a string.")
            }
            guard let provider = providers.first(where: { $0.id == id }) else {
                throw .invalid("provider_not_found", "No provider has the id \"\(id)\".", status: .notFound)
            }
            return .selectProvider(provider)
        case ("auth_metadata_capture", false):
            try allow(["connect_token", "route", "data"], in: members)
            return .capture(data: try data(nil, in: members))
        case ("consent_capture", false):
            try allow(["connect_token", "route", "data"], in: members)
            let data = try data(["auth_metadata_id", "consent_given"], in: members)
            guard let id = data["auth_metadata_id"]?.string, let given = data["consent_given"]?.bool else {
                throw .invalid(
                    "field_missing", "data needs auth_metadata_id (a string) and consent_given (true or false).")
            }
            guard given else {
                throw .invalid("consent_not_given", "data.consent_given is false: to refuse, send DISMISS_DIRECT.")
            }
            return .consent(authMetadataID: id)
        default:
            throw .invalid("route_unknown", "Connect knows no route \"\(route)\".", status: .badRequest)
        }
    }

    private static func action(
        route: String, members: [String: JSONValue]
    ) throws(ConnectFailure) -> ConnectStep {
        guard members["type"]?.string == "submit" else {
            throw .invalid("type_invalid", "An action needs \"type\":\"submit\".")
        }
        switch members["action"]?.string {
        case "DISMISS_DIRECT": return .dismiss(route: route)
        case "DISCONNECT": return .disconnect(route: route)
        default: throw .invalid("action_unknown", "The action must be DISMISS_DIRECT or DISCONNECT.")
        }
    }

    private static func text(_ name: String, in members: [String: JSONValue]) throws(ConnectFailure) -> String {
        guard let value = members[name] else {
            throw .invalid("field_missing", "\(name) is missing.", status: .badRequest)
        }
        guard let text = value.string else {
            throw .invalid("field_type_invalid", "\(name) must be a string, not \(value.kind).", status: .badRequest)
        }
        return text
    }

    private static func data(
        _ names: Set<String>?, in members: [String: JSONValue]
    ) throws(ConnectFailure) -> [String: JSONValue] {
        guard let value = members["data"] else { throw .invalid("field_missing", "data is missing.") }
        guard let data = value.object else {
            throw .invalid("field_type_invalid", "data must be an object, not \(value.kind).", status: .badRequest)
        }
        if let names { try allow(names, in: data, prefix: "data.") }
        return data
    }

    private static func allow(
        _ names: Set<String>, in members: [String: JSONValue], prefix: String = ""
    ) throws(ConnectFailure) {
        guard let surplus = members.keys.filter({ !names.contains($0) }).min() else { return }
        throw .invalid("field_unknown", "\(prefix)\(surplus) is not a field of this route.", status: .badRequest)
    }
}

/// A refused body: the failure, and what could be read of the token and the route for the error object.
struct ConnectRefusal: Error {
    let token: String?
    let route: String?
    var failure = ConnectFailure.invalid("json_invalid", "The body is not a JSON object.", status: .badRequest)

    func because(_ failure: ConnectFailure) -> ConnectRefusal {
        ConnectRefusal(token: token, route: route, failure: failure)
    }
}
