import FoundationEssentials

/// An integration's answer to `POST /api/tariff_plan`, judged as FlatPeak does (FlatPeak protocol, sections 3 and 4).
struct TariffPlanAnswer: Sendable {
    let outcome: TariffRead.Outcome
    let renewedMetadata: [String: JSONValue]?

    /// Judges an answer.
    ///
    /// - Parameters:
    ///   - status: The HTTP status.
    ///   - body: The bytes.
    ///   - now: Expiry dates are held against it.
    init(status: Int, body: Data, now: Date) {
        let json = try? JSONValue(json: body)
        guard status == 200 else {
            let code = json?["code"]?.string ?? "http_\(status)"
            outcome = .failure(
                code: code,
                message: json?["message"]?.string ?? "The integration answered \(status) without an error object.")
            renewedMetadata = json?["auth_metadata"]?["data"]?.object
            return
        }
        guard let json, let members = json.object else {
            self = .failure("answer_invalid", "The integration's answer is not a JSON object.")
            return
        }
        guard let tariff = members["tariff"], tariff.object != nil else {
            self = .failure("answer_invalid", "The integration's answer has no object under \"tariff\".")
            return
        }
        if let fault = TariffCheck.fault(in: tariff, now: now) {
            self = .failure("tariff_invalid", fault)
            return
        }
        outcome = .tariff(tariff)
        renewedMetadata = json["auth_metadata"]?["data"]?.object
    }

    private init(outcome: TariffRead.Outcome) {
        self.outcome = outcome
        renewedMetadata = nil
    }

    static func failure(_ code: String, _ message: String) -> TariffPlanAnswer {
        TariffPlanAnswer(outcome: .failure(code: code, message: message))
    }
}
