public import FoundationEssentials

/// A recording of HTTP exchanges: a text file that people review, and that tests are answered from offline.
///
/// ```
/// ratebridge-cassette 1
/// clock: 2026-06-15T11:00:00Z
/// # A line that begins with '#' is a comment.
///
/// > POST /api/login
/// > content-type: application/json
/// >
/// > {
/// >   "password": "{{secret:password}}"
/// > }
/// < 200
/// < content-type: application/json
/// <
/// < {
/// <   "access_token": "{{secret:access_token}}"
/// < }
/// ```
///
/// What was sent begins with `>`, what came back with `<`; a bare `>` or `<` parts the header fields from the body. A line
/// `repeatable` before an exchange lets it answer more than once. Scheme and host are not recorded.
public struct Cassette: Sendable, Equatable {
    /// The version of the format that this code writes and reads.
    public static let version = 1
    /// What a file's name ends with.
    public static let fileExtension = "cassette"

    /// The time that counts as now when it is replayed, to the second.
    public var clock: Date
    /// Lines of comment below the clock.
    public var comments: [String]
    /// What was sent and what came back, in the order of recording.
    public var exchanges: [CassetteExchange]

    /// Describes a recording; see the properties.
    public init(clock: Date, comments: [String] = [], exchanges: [CassetteExchange] = []) {
        self.clock = clock
        self.comments = comments
        self.exchanges = exchanges
    }
}

/// One call and its answer, as a cassette holds them: secrets replaced, bodies as text.
public struct CassetteExchange: Sendable, Equatable {
    /// A header field that was kept.
    public struct Header: Sendable, Equatable {
        /// In lower case.
        public let name: String
        /// With its secrets replaced.
        public let value: String

        package init(name: String, value: String) { (self.name, self.value) = (name, value) }
    }

    /// What was sent.
    public struct Call: Sendable, Equatable {
        /// `GET`, `POST`.
        public let method: String
        /// Path and query.
        public let target: String
        /// The fields that were kept.
        public let headers: [Header]
        /// JSON over several lines, or the text as it was; empty for none.
        public let body: String

        package init(method: String, target: String, headers: [Header], body: String) {
            (self.method, self.target, self.headers, self.body) = (method, target, headers, body)
        }
    }

    /// What came back.
    public struct Answer: Sendable, Equatable {
        /// The status code.
        public let status: Int
        /// The fields that were kept.
        public let headers: [Header]
        /// JSON over several lines, or the text as it was; empty for none.
        public let body: String

        package init(status: Int, headers: [Header], body: String) {
            (self.status, self.headers, self.body) = (status, headers, body)
        }
    }

    /// What was sent.
    public let call: Call
    /// What came back.
    public let answer: Answer
    /// Whether it may answer more than one call.
    public var isRepeatable = false
    /// The line of the file that it begins at; 0 where it is of no file.
    public var line = 0

    package init(call: Call, answer: Answer, line: Int = 0) {
        (self.call, self.answer, self.line) = (call, answer, line)
    }

    /// The same exchange, wherever it stands.
    public static func == (left: CassetteExchange, right: CassetteExchange) -> Bool {
        left.call == right.call && left.answer == right.answer && left.isRepeatable == right.isRepeatable
    }
}
