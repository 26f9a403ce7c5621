import ProviderKit

// Texts from outside, made fit for a log line or a page.

extension String {
    /// The text without control characters and without those that turn the reading direction around, cut to a length.
    func plain(maximumBytes: Int) -> String {
        var text = ""
        var bytes = 0
        for scalar in unicodeScalars {
            bytes += UTF8.width(scalar)
            guard bytes <= maximumBytes else { break }
            text.unicodeScalars.append(scalar.isPlain ? scalar : " ")
        }
        return text
    }

    /// The text with every occurrence of a secret masked, for a server that repeats what it was sent.
    ///
    /// Secrets of one or two characters are left: masking them would make every text unreadable.
    func hiding(_ secrets: [Secret]) -> String {
        secrets.map { $0.reveal() }.filter { $0.utf8.count > 2 }.sorted { $0.utf8.count > $1.utf8.count }
            .reduce(self) { $0.replacing($1, with: "•••") }
    }
}

extension Unicode.Scalar {
    fileprivate var isPlain: Bool {
        switch properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: false
        default: !(0x202A...0x202E).contains(value) && !(0x2066...0x2069).contains(value)
        }
    }
}

extension ProviderError {
    /// The error with its detail made fit for a log: plain, short, and without the customer's secrets.
    func cleaned(of secrets: [Secret]) -> ProviderError {
        func clean(_ text: String) -> String { text.hiding(secrets).plain(maximumBytes: 300) }
        return switch self {
        case .unavailable(let detail): .unavailable(clean(detail))
        case .unexpectedAnswer(let detail): .unexpectedAnswer(clean(detail))
        case .ratesIncomplete(let detail): .ratesIncomplete(clean(detail))
        case .tariffHoursUnknown(let detail): .tariffHoursUnknown(clean(detail))
        case .unsupportedTariff(let detail): .unsupportedTariff(clean(detail))
        case .reauthorisationRequired(let detail): .reauthorisationRequired(clean(detail))
        case .rateLimited, .invalidCredentials, .invalidCode, .expiredCode, .invalidSelection, .timedOut, .noTariff,
            .unknownReference, .codeRequired, .selectionRequired:
            self
        }
    }
}

extension AnyProvider.Grant {
    /// Whatever in it is long enough to be a token, for ``Swift/String/hiding(_:)``.
    var tokens: [Secret] {
        func texts(_ value: JSONValue) -> [String] {
            switch value {
            case .string(let text): [text]
            case .array(let values): values.flatMap(texts)
            case .object(let members): members.values.flatMap(texts)
            case .null, .bool, .number: []
            }
        }
        let members = (try? members(.insideSealedData)) ?? [:]
        return texts(.object(members)).filter { $0.utf8.count >= 16 }.map { Secret($0) }
    }
}
