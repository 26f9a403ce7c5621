import HTTPTypes
public import ProviderKit
import Synchronization

/// Answers calls from a ``Cassette``, offline.
///
/// A call is matched by method, path, query and body, in any order; each exchange answers once, unless it is marked
/// `repeatable`. A call that matches none is told to the caller as an unreachable site, and to the test by ``verify(allowingUnused:)``.
public final class CassetteTransport: HTTPTransport {
    /// The recording.
    public let cassette: Cassette
    /// The file's path.
    public let file: String
    /// What stands for each secret while it is replayed, by the name in the cassette.
    public let secrets: [String: String]
    private let state: Mutex<State>

    private struct State {
        var redactor: Redactor
        var matcher: CallMatcher
    }

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - file: the file's path.
    ///   - redaction: what was recorded by.
    ///   - secrets: stand-ins that have to be of a certain form, such as a JSON Web Token that the provider reads. Others are
    ///     made up.
    /// - Throws: ``CassetteFault`` with the line.
    public convenience init(
        file: String, redaction: Redaction = .standard, secrets: [String: String] = [:]
    ) throws(CassetteFault) {
        self.init(try Cassette(file: file), file: file, redaction: redaction, secrets: secrets)
    }

    /// Takes a recording that has been read; see the other initialiser.
    public init(
        _ cassette: Cassette, file: String = "cassette", redaction: Redaction = .standard,
        secrets: [String: String] = [:]
    ) {
        self.cassette = cassette
        self.file = file
        // What only the caller knows (a random verifier) is found by its name when it is sent.
        let answered = cassette.exchanges.flatMap { exchange in
            Placeholder.names(in: exchange.answer.lines.joined(separator: "\n"))
        }
        var standIns = redaction.secrets.merging(secrets) { $1 }
        for name in answered where standIns[name] == nil { standIns[name] = "stand-in-for-\(name)" }
        self.secrets = standIns
        var rules = redaction
        rules.secrets = standIns
        state = Mutex(
            State(redactor: Redactor(rules), matcher: CallMatcher(cassette.exchanges, file: file)))
    }

    /// Answers from the recording; the deadline does not matter.
    ///
    /// - Throws: `HTTPFailure.unreachable` where no exchange matches.
    public func send(_ call: HTTPCall, deadline: ContinuousClock.Instant) async throws(HTTPFailure) -> HTTPAnswer {
        guard let answer = state.withLock({ answer(to: call, &$0) }) else {
            throw .unreachable("the cassette holds no such call")
        }
        return answer
    }

    /// The calls that no exchange matched.
    public var unmatched: [UnmatchedCall] { state.withLock { $0.matcher.unmatched } }

    /// The exchanges that no call asked for.
    public var unused: [CassetteExchange] { state.withLock { $0.matcher.unused } }

    /// Checks that every call was answered and, unless told otherwise, every exchange used.
    ///
    /// - Throws: ``CassetteMismatch``.
    public func verify(allowingUnused: Bool = false) throws(CassetteMismatch) {
        let mismatch = CassetteMismatch(file: file, unmatched: unmatched, unused: allowingUnused ? [] : unused)
        guard mismatch.unmatched.isEmpty, mismatch.unused.isEmpty else { throw mismatch }
    }

    private func answer(to call: HTTPCall, _ state: inout State) -> HTTPAnswer? {
        state.redactor.learn(call)
        guard let sent = try? state.redactor.redacted(call) else { return nil }
        guard let exchange = state.matcher.match(sent) else { return nil }
        let answer = HTTPAnswer(exchange.answer, secrets)
        state.redactor.learn(answer)
        return answer
    }
}

extension HTTPAnswer {
    /// A recorded answer with stand-ins for its secrets.
    package init(_ recorded: CassetteExchange.Answer, _ secrets: [String: String]) {
        let isJSON = JSONText(recorded.body) != nil
        let body = Placeholder.replace(in: recorded.body) { name in
            secrets[name].map { isJSON ? String(JSONText.quoted($0).dropFirst().dropLast()) : $0 }
        }
        var fields = HTTPFields()
        for header in recorded.headers {
            guard let name = HTTPField.Name(header.name) else { continue }
            fields.append(HTTPField(name: name, value: Placeholder.replace(in: header.value) { secrets[$0] }))
        }
        self.init(status: HTTPResponse.Status(code: recorded.status), headerFields: fields, body: Array(body.utf8))
    }
}
