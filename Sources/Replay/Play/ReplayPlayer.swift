import FoundationEssentials
import HTTPTypes
import ProviderKit
import ProviderTesting

/// Plays a journey against a responder, and says where it goes another way than the file.
public struct ReplayPlayer: Sendable {
    /// The journey.
    public let file: ReplayFile
    /// Connect and the provider, and the clock.
    public let upstream: PlayedUpstream
    private let secrets: [String: String]

    /// Makes a stand-in up for everything that has a name.
    ///
    /// - Parameters:
    ///   - file: the journey.
    ///   - publicURL: scheme, host and mount as the customer sees them.
    ///   - secrets: values that are given, such as that of `tariff_plan_token` at a responder that runs already.
    public init(_ file: ReplayFile, publicURL: String, secrets: [String: String] = [:]) {
        self.file = file
        var values = Dictionary(
            uniqueKeysWithValues: file.givenNames.map { ($0, Self.standIn($0)) })
        values["public_url"] = publicURL
        self.secrets = values.merging(secrets) { $1 }
        upstream = PlayedUpstream(file, secrets: self.secrets)
    }

    /// What stands for a name where nobody gives a value.
    public static func standIn(_ name: String) -> String {
        name == "fp_cot" ? "cot_stand-in-for-the-token" : "stand-in-for-\(name)"
    }

    /// The responder's variables, with values in the place of names.
    public var environment: [String: String] {
        var environment = ["APP_SECRET": "journeys-only-0123456789-abcdefghijklmnop"]
        for setting in file.settings {
            environment[setting.name] = Placeholder.replace(in: setting.value) { secrets[$0] }
        }
        return environment
    }

    /// Whether the clock moves on its way: only a responder in this process follows.
    public var needsOwnClock: Bool { file.steps.contains { $0.clock != nil } }

    /// Goes through the steps, up to the first that goes wrong.
    ///
    /// - Parameters:
    ///   - target: the responder, in whatever way it is reached.
    ///   - checksCalls: whether the responder's calls come to ``upstream``.
    ///   - followsClock: whether the responder's clock is that of ``upstream``. Where it is not, the day on which a tariff
    ///     expires may be any.
    /// - Returns: what went wrong in one step; nothing after a journey as in the file.
    public func play(
        on target: any ReplayTarget, checksCalls: Bool = true, followsClock: Bool = true
    ) async -> [ReplayFailure] {
        var browser = ReplayBrowser(origin: target.origin)
        for step in file.steps {
            if let keeps = step.keepsCookies { browser.keepsCookies = keeps }
            upstream.begin(step)
            let request = ReplayRequest(step.request, upstream.values)
            upstream.learn(
                HTTPCall(request.method, browser.url(request.target), headerFields: request.fields, body: request.body))
            let answer: HTTPAnswer
            do {
                answer = try await target.send(browser.dressed(request, mount: target.mount, at: upstream.now))
            } catch {
                return [failure(step.line, "no answer came", "\(error)")] + (checksCalls ? calls(of: step) : [])
            }
            browser.keep(answer, from: target.mount + request.target, at: upstream.now)
            let failures = (checksCalls ? calls(of: step) : []) + check(answer, step, target.mount, followsClock)
            if !failures.isEmpty { return failures }
        }
        return []
    }

    private func check(
        _ answer: HTTPAnswer, _ step: ReplayStep, _ mount: String, _ followsClock: Bool
    ) -> [ReplayFailure] {
        let setCookies = answer.headerFields[values: .setCookie]
        guard let redacted = upstream.redacted(answer) else {
            return [failure(step.answerLine, "the answer is no UTF-8 text", "\(answer.body.count) bytes")]
        }
        let check = AnswerCheck(
            file: file.path, step: step, mount: mount, answer: redacted, setCookies: setCookies,
            followsClock: followsClock)
        return check.failures
    }

    private func calls(of step: ReplayStep) -> [ReplayFailure] {
        let (unmatched, unused) = upstream.leftOver()
        return unmatched.map { failure(step.line, "a call that the file does not have", $0.description) }
            + unused.map { failure($0.line, "a call that was not made", "\($0.call.method) \($0.call.target)") }
    }

    private func failure(_ line: Int, _ subject: String, _ got: String) -> ReplayFailure {
        ReplayFailure(file: file.path, line: line, subject: subject, expected: nil, got: got)
    }
}
