public import ProviderKit

extension SessionKeys {
    /// Reads `APP_SECRET`, and `APP_SECRET_PREVIOUS`, separated by commas.
    ///
    /// - Throws: ``ConfigurationFault`` where the secret is missing, or one is too weak.
    public init(_ environment: EnvironmentVariables) throws(ConfigurationFault) {
        let fix = "set it to the output of: ratebridge keys generate"
        guard let secret = environment["APP_SECRET"] else {
            throw ConfigurationFault(variable: "APP_SECRET", problem: "is not set", fix: fix)
        }
        let previous = environment["APP_SECRET_PREVIOUS"]?.split(separator: ",").map(Self.trimmed) ?? []
        for (variable, text) in [("APP_SECRET", secret)] + previous.map({ ("APP_SECRET_PREVIOUS", $0) })
        where text.count < 32 || Set(text).count < 8 {
            throw ConfigurationFault(
                variable: variable, problem: "is too weak (32 characters or more, and not all alike)", fix: fix)
        }
        self.init(secret: Secret(secret), previous: previous.map { Secret($0) })
    }

    /// Lists are written with blanks, too.
    private static func trimmed(_ text: Substring) -> String {
        let text = text.drop { $0 == " " }
        return String(text.prefix(upTo: text.lastIndex { $0 != " " }.map { text.index(after: $0) } ?? text.startIndex))
    }
}
