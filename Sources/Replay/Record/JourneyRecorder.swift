public import FoundationEssentials
import HTTPTypes
import ProviderKit
public import ProviderTesting
import Synchronization

/// Keeps what a customer's browser asks of a responder, and what the responder asks of others meanwhile.
public final class JourneyRecorder: Sendable {
    struct Visit {
        let mount: String
        let request: HTTPCall
        var calls: [(call: HTTPCall, answer: HTTPAnswer)] = []
        var answer: HTTPAnswer?
    }

    /// The visit that the task at hand works on.
    @TaskLocal static var visit: Int?

    private let start: Date
    private let settings: [ReplayFile.Setting]
    private let rules: Redaction
    private let addresses: [RecordedSettings.Address]
    private let visits = Mutex<[Visit]>([])

    /// - Parameters:
    ///   - environment: the responder's variables; those of its provider and its addresses go into the file.
    ///   - secrets: values by the names that stand for them, beyond those that are found by their place.
    ///   - start: the time that counts as now when it is replayed.
    public init(environment: [String: String], secrets: [String: String] = [:], start: Date = Date()) {
        self.start = start
        let recorded = RecordedSettings(environment)
        settings = recorded.settings
        var rules = Redaction.replay
        rules.secrets = recorded.secrets.merging(secrets) { $1 }
        addresses = recorded.addresses
        self.rules = rules
    }

    func begin(_ request: HTTPCall, mount: String) -> Int {
        visits.withLock { visits in
            visits.append(Visit(mount: mount, request: request))
            return visits.count - 1
        }
    }

    /// A call of a task that serves no request (a token's renewal) is made for the newest one.
    func add(_ call: HTTPCall, _ answer: HTTPAnswer) {
        visits.withLock { visits in
            guard let visit = Self.visit ?? visits.indices.last else { return }
            visits[visit].calls.append((call, answer))
        }
    }

    func end(_ visit: Int, _ answer: HTTPAnswer) { visits.withLock { $0[visit].answer = answer } }

    /// How many requests are kept so far.
    public var count: Int { visits.withLock { $0.count } }

    /// The journey so far, with its secrets replaced.
    ///
    /// - Throws: ``CassetteRefused`` while something private may be left in it.
    public func replay(path: String) throws(CassetteRefused) -> ReplayFile {
        let visits = visits.withLock { $0 }.filter { $0.answer != nil }
        var redactor = Redactor(rules)
        for visit in visits {
            redactor.learn(visit.request)
            for (call, answer) in visit.calls {
                redactor.learn(call)
                redactor.learn(answer)
            }
            if let answer = visit.answer { redactor.learn(answer) }
        }
        var file = ReplayFile(path: path, clock: start)
        file.settings = settings
        for (index, visit) in visits.enumerated() {
            do {
                file.steps.append(try step(visit, &redactor))
            } catch {
                let fault = CassetteFault(
                    path, 0, .binaryBody, "a body of request \(index + 1) is no UTF-8 text", fix: "leave it out")
                throw CassetteRefused(faults: [fault])
            }
        }
        let faults = ReplayLint.faults(inText: file.text, file: path)
        guard faults.isEmpty else { throw CassetteRefused(faults: faults) }
        return file
    }

    private func step(_ visit: Visit, _ redactor: inout Redactor) throws(UnwritableBody) -> ReplayStep {
        let request = try redactor.redacted(visit.request, keeping: Redaction.browserHeaders)
        var exchanges: [CassetteExchange] = []
        for (call, answer) in visit.calls {
            exchanges.append(CassetteExchange(call: try redactor.redacted(call), answer: try redactor.redacted(answer)))
        }
        let got = visit.answer ?? HTTPAnswer(status: .ok)
        let check = RecordedAnswer(
            answer: try redactor.redacted(got), mount: visit.mount, addresses: addresses,
            setCookies: got.headerFields[values: .setCookie])
        return ReplayStep(line: 0, request: request, exchanges: exchanges, answer: check.expectation, answerLine: 0)
    }
}
