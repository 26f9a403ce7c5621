import Foundation
import ProviderKit

/// The form that a file writes its tariff in.
enum TariffForm: Sendable {
    /// The answer of `/api/tariff_plan`: `{"tariff": {…}}`.
    case answer
    /// The tariff alone (FlatPeak protocol, section 4.1).
    case tariff
    /// The element of FlatPeak's own API, its seasons under `schedule` or `data` (FlatPeak protocol, section 4.2).
    case element(seasons: String)

    /// Recognises the form by its fields.
    init(_ map: JSONSourceMap) {
        if map.contains("tariff"), !map.contains("object"), !map.contains("data") {
            self = .answer
        } else if map.contains("schedule") {
            self = .element(seasons: "schedule")
        } else if !map.contains("object"), map.contains("data[0].days_and_hours[0].hours[0].rate[0].fixed") {
            self = .element(seasons: "data")
        } else {
            self = .tariff
        }
    }

    func tariff(from json: Data) throws(TariffDecodingError) -> Tariff {
        switch self {
        case .tariff: return try Tariff(json: json)
        case .answer: return try Self.decoded(Answer.self, json).tariff
        case .element:
            // An element has no room for the integration's name; any will do, so that no rule misses it.
            return try Self.decoded(TariffElement.self, json).tariff(instance: "ELEMENT")
        }
    }

    /// The place in the file of a place in the tariff.
    func path(of path: String) -> String {
        switch self {
        case .tariff: path
        case .answer: "tariff.\(path)"
        case .element(let seasons): path.hasPrefix("data") ? seasons + path.dropFirst("data".count) : path
        }
    }

    private struct Answer: Decodable {
        let tariff: Tariff
    }

    private static func decoded<Value: Decodable>(_ type: Value.Type, _ json: Data) throws(TariffDecodingError) -> Value
    {
        do {
            return try JSONDecoder().decode(type, from: json)
        } catch let error as TariffDecodingError {
            throw error
        } catch {
            throw TariffDecodingError(
                path: "", problem: "this is no tariff", fix: "compare it with what `ratebridge test --json` prints")
        }
    }
}
