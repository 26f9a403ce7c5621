/// What is wrong with a cassette, and where.
///
/// It never quotes what it found: that may be a secret.
public struct CassetteFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of fault.
    public enum Rule: String, Hashable, Sendable, CaseIterable {
        /// The file cannot be read or written.
        case unreadable
        /// A line is not as the format has it.
        case format
        /// A header field is not on the allow-list.
        case headerNotAllowed = "header_not_allowed"
        /// A value stands under a name that holds secrets.
        case secretMember = "secret_member"
        /// Shaped like a JSON Web Token (RFC 7519).
        case webToken = "web_token"
        /// Shaped like a token: 32 or more characters of base64 or hexadecimal digits.
        case token
        /// An e-mail address that is not below `.example`.
        case emailAddress = "email_address"
        /// Thirteen digits: the number of a British meter point (MPAN).
        case meterNumber = "meter_number"
        /// A body that is no text.
        case binaryBody = "binary_body"
    }

    /// The file's path.
    public let file: String
    /// The line, from 1; 0 for the file as a whole.
    public let line: Int
    /// The kind of fault.
    public let rule: Rule
    /// What is wrong.
    public let problem: String
    /// What to do about it.
    public let fix: String

    package init(_ file: String, _ line: Int, _ rule: Rule, _ problem: String, fix: String) {
        self.file = file
        self.line = line
        self.rule = rule
        self.problem = problem
        self.fix = fix
    }

    /// `file:line: rule: problem (fix: …)`.
    public var description: String { "\(file):\(line): \(rule.rawValue): \(problem) (fix: \(fix))" }
}

/// A recording that was not saved, because something private may be left in it.
public struct CassetteRefused: Error, Sendable, CustomStringConvertible {
    /// Everything that was found; never empty.
    public let faults: [CassetteFault]

    package init(faults: [CassetteFault]) { self.faults = faults }

    /// One line for each fault.
    public var description: String {
        (["The cassette was not saved:"] + faults.map(\.description)).joined(separator: "\n  ")
    }
}
