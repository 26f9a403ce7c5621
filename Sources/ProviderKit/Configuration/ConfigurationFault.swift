public import FoundationEssentials

/// A setting that cannot be worked with, and what to do about it.
public struct ConfigurationFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The environment variable.
    public let variable: String
    /// What is wrong with it.
    public let problem: String
    /// What to write instead.
    public let fix: String

    /// Describes a fault; see the properties.
    public init(variable: String, problem: String, fix: String) {
        self.variable = variable
        self.problem = problem
        self.fix = fix
    }

    /// `VARIABLE: problem (fix: …)`.
    public var description: String { "\(variable): \(problem) (fix: \(fix))" }
}

extension ConfigurationFault {
    /// Reads an absolute http or https address that carries neither login nor query.
    public static func checkedURL(_ text: String, variable: String) throws(ConfigurationFault) -> URL {
        guard let url = URL(string: text), let scheme = url.scheme?.lowercased(), ["http", "https"].contains(scheme),
            url.host()?.isEmpty == false, url.user() == nil, url.query() == nil, url.fragment() == nil
        else {
            // What stands before an '@' may be a password, and this is printed.
            let shown = text.contains("@") ? "the value" : "'\(text)'"
            throw ConfigurationFault(
                variable: variable, problem: "\(shown) is no http or https address",
                fix: "write it like https://api.example.com, without login, '?' or '#'")
        }
        return url
    }
}
