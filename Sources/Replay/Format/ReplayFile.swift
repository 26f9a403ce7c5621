public import FoundationEssentials
public import ProviderTesting

/// One customer's journey: a text file that people review, and that is played against a responder.
///
/// ```
/// ratebridge-replay 1 2026-03-14T10:00:00Z
/// # A line that begins with '#' is a comment.
/// set PROVIDER=lunar-energy
/// set CONNECT_API_URL=http://upstream.example/connect
///
/// >> GET /?fp_cot={{secret:fp_cot}}
/// > POST /connect
/// > content-type: application/json
/// >
/// > {
/// >   "connect_token": "{{secret:fp_cot}}",
/// >   "route": "start_tariff_integration"
/// > }
/// < 200
/// < content-type: application/json
/// <
/// < {"route": "…"}
/// << 200
/// << heading: Sign in to Lunar Energy
/// << form: /auth_metadata_capture login password
/// ```
///
/// `>>` is what the browser asks of the responder, below its mount; `>` and `<` are the calls that the responder makes
/// meanwhile, each with its answer, as in a ``Cassette``; `<<` is what the browser gets. The clock of line 1 stands still;
/// a line `clock 2026-03-14T11:00:00Z` between two requests sets it on. `cookies blocked` is a browser that keeps none.
///
/// What differs from run to run has a name: `{{secret:name}}`. A name that stands first in what comes from outside (`set`,
/// `>>`, `<`) gets a stand-in; one that stands first in what the responder makes (`>`, `<<`: a state, a verifier, a sealed
/// token) is taken from it there, and has to be the same ever after. Cookies need no name: the browser keeps them.
public struct ReplayFile: Sendable {
    /// The version of the format that this code writes and reads.
    public static let version = 1
    /// What a file's name ends with.
    public static let fileExtension = "replay"

    /// The file's path.
    public let path: String
    /// The time that counts as now at the start, to the second.
    public let clock: Date
    /// Lines of comment below the first line.
    public var comments: [String] = []
    /// The responder's variables; values may hold placeholders.
    public var settings: [Setting] = []
    /// The browser's requests, in order.
    public var steps: [ReplayStep] = []

    /// A variable of the responder's.
    public struct Setting: Sendable, Equatable {
        /// `PROVIDER`.
        public let name: String
        /// As it stands in the file.
        public let value: String
    }

    init(path: String, clock: Date) {
        (self.path, self.clock) = (path, clock)
    }
}

/// One request of the browser's, and everything that follows from it.
public struct ReplayStep: Sendable {
    /// The clock is set to this before; `nil` leaves it.
    public var clock: Date?
    /// Whether the browser keeps cookies from here on; `nil` as before.
    public var keepsCookies: Bool?
    /// The line of the file that the request begins at.
    public let line: Int
    /// What the browser asks, below the mount.
    public let request: CassetteExchange.Call
    /// What the responder asks of others meanwhile.
    public let exchanges: [CassetteExchange]
    /// What the browser gets.
    public let answer: CassetteExchange.Answer
    /// The line that the answer begins at.
    public let answerLine: Int

    init(
        line: Int, request: CassetteExchange.Call, exchanges: [CassetteExchange], answer: CassetteExchange.Answer,
        answerLine: Int
    ) {
        (self.line, self.request, self.exchanges) = (line, request, exchanges)
        (self.answer, self.answerLine) = (answer, answerLine)
    }
}
