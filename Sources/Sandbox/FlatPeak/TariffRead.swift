import FoundationEssentials

/// One reading of a tariff by FlatPeak's backend, and what came of it.
struct TariffRead: Sendable {
    enum Outcome: Sendable, Hashable {
        /// The tariff as it came over the wire.
        case tariff(JSONValue)
        /// The integration's error, or what is wrong with its answer.
        case failure(code: String, message: String)
    }

    let connectToken: String
    let providerID: String?
    let url: String
    let started: Date
    let finished: Date
    /// The HTTP status, where an answer came.
    let status: Int?
    let outcome: Outcome
    /// New data to keep in place of the stored, where the integration sent some (FlatPeak protocol, section 7).
    var renewedMetadata: [String: JSONValue]?
}

extension TariffRead {
    var json: JSONValue {
        var members: [String: JSONValue] = [
            "connect_token": .string(connectToken), "url": .string(url), "started": .string(started.rfc3339),
            "milliseconds": .integer(Int((finished.timeIntervalSince(started) * 1_000).rounded())),
            "auth_metadata_renewed": .bool(renewedMetadata != nil),
        ]
        members["provider_id"] = .optional(providerID)
        members["status"] = status.map { JSONValue.integer($0) }
        switch outcome {
        case .tariff(let tariff):
            members["outcome"] = "tariff"
            members["tariff"] = tariff
        case .failure(let code, let message):
            members["outcome"] = "failure"
            members["code"] = .string(code)
            members["message"] = .string(message)
        }
        return .object(members)
    }
}
