public import FoundationEssentials
public import ProviderKit
import Synchronization

/// Carries calls out through another transport, and keeps what passes for a ``Cassette``.
public final class RecordingTransport: HTTPTransport {
    private let wrapped: any HTTPTransport
    private let rules: Redaction
    private let clock: Date
    private let exchanges = Mutex<[(call: HTTPCall, answer: HTTPAnswer)]>([])

    /// Starts a recording.
    ///
    /// - Parameters:
    ///   - transport: what carries the calls, the network as a rule.
    ///   - redaction: what is kept and what is replaced. Register login and password in its `secrets`.
    ///   - clock: the time that counts as now when it is replayed.
    public init(wrapping transport: any HTTPTransport, redaction: Redaction = .standard, clock: Date = Date()) {
        wrapped = transport
        rules = redaction
        self.clock = clock
    }

    /// Sends, and keeps the exchange; a call without an answer is not kept.
    public func send(_ call: HTTPCall, deadline: ContinuousClock.Instant) async throws(HTTPFailure) -> HTTPAnswer {
        let answer = try await wrapped.send(call, deadline: deadline)
        exchanges.withLock { $0.append((call, answer)) }
        return answer
    }

    /// What has passed so far, with its secrets replaced.
    ///
    /// - Parameters:
    ///   - comments: lines for the reader of the file.
    ///   - file: the file's name, for errors.
    /// - Returns: the recording, fit to be saved.
    /// - Throws: ``CassetteRefused`` while something private may be left in it.
    public func cassette(comments: [String] = [], file: String = "cassette") throws(CassetteRefused) -> Cassette {
        let recorded = exchanges.withLock { $0 }
        var redactor = redactor(for: recorded)
        var cassette = Cassette(clock: clock, comments: comments)
        for (index, (call, answer)) in recorded.enumerated() {
            do {
                cassette.exchanges.append(
                    CassetteExchange(call: try redactor.redacted(call), answer: try redactor.redacted(answer)))
            } catch {
                let fault = CassetteFault(
                    file, 0, .binaryBody, "a body of exchange \(index + 1) is no UTF-8 text",
                    fix: "ask the site for text, or leave that call out")
                throw CassetteRefused(faults: [fault])
            }
        }
        let faults = CassetteLint.faults(inText: cassette.text, file: file, rules: rules)
        guard faults.isEmpty else { throw CassetteRefused(faults: faults) }
        return cassette
    }

    /// A text with the secrets that have passed replaced, for messages.
    func redacted(_ text: String) -> String {
        SecretScan(redactor(for: exchanges.withLock { $0 }).names).redacted(text)
    }

    private func redactor(for recorded: [(call: HTTPCall, answer: HTTPAnswer)]) -> Redactor {
        var redactor = Redactor(rules)
        for (call, answer) in recorded {
            redactor.learn(call)
            redactor.learn(answer)
        }
        return redactor
    }

    /// Writes the file, in place of the one that was there.
    ///
    /// - Throws: ``CassetteRefused`` while something private may be left in it; nothing is written then.
    public func save(to file: String, comments: [String] = []) throws(CassetteRefused) {
        let text = try cassette(comments: comments, file: file).text
        do {
            try FileManager.default.createDirectory(
                atPath: file.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/"),
                withIntermediateDirectories: true)
            try Data(text.utf8).write(to: URL(filePath: file), options: .atomic)
        } catch {
            let fault = CassetteFault(file, 0, .unreadable, "it cannot be written: \(error)", fix: "check the folder")
            throw CassetteRefused(faults: [fault])
        }
    }
}
