import HTTPTypes
import ProviderKit

/// A way in which a provider's site goes wrong, and the error that tells it truly.
struct SiteFault: Sendable {
    /// What the site does, for messages.
    let name: String
    /// What comes back instead of a recorded answer (`nil` where the recording has none); `nil` where it cannot be done to it.
    let act: @Sendable (HTTPAnswer?) -> Act?
    /// The error that is right.
    let expected: String
    let isExpected: @Sendable (ProviderError) -> Bool

    /// What happens to a call.
    enum Act {
        case answer(HTTPAnswer)
        case fail(HTTPFailure)
        /// No answer until the deadline.
        case hang
    }

    /// No connection, and the answers of a site that is down.
    static let down: [SiteFault] =
        [
            SiteFault(
                name: "no connection", act: { _ in .fail(.unreachable("connection refused")) }, expected: "unavailable"
            ) {
                if case .unavailable = $0 { true } else { false }
            }
        ]
        + [500, 502, 503].map { code in
            SiteFault(name: "status \(code)", act: { _ in .answer(page(code)) }, expected: "unavailable") {
                if case .unavailable = $0 { true } else { false }
            }
        }

    /// Too many requests, with and without a wait.
    static let limited: [SiteFault] = [
        SiteFault(
            name: "status 429 with Retry-After: 120", act: { _ in .answer(page(429, [.retryAfter: "120"])) },
            expected: "rateLimited with the wait of 120 s"
        ) { $0 == .rateLimited(retryAfter: 120) },
        SiteFault(name: "status 429", act: { _ in .answer(page(429)) }, expected: "rateLimited") {
            $0 == .rateLimited(retryAfter: nil)
        },
    ]

    /// No answer.
    static let hanging = SiteFault(name: "no answer", act: { _ in .hang }, expected: "timedOut") { $0 == .timedOut }

    /// Answers with status 200 that are none.
    ///
    /// - Parameter echo: put into the web page, as sites do that show what was typed.
    /// - Returns: the faults; some cannot be done to every answer.
    static func garbage(echo: String) -> [SiteFault] {
        let html = "<!DOCTYPE html><title>Maintenance</title><p>\(echo)</p>"
        let acts: [(String, @Sendable (HTTPAnswer?) -> [UInt8]?)] = [
            ("a web page instead of the answer", { _ in Array(html.utf8) }),
            ("an empty answer", { _ in [] }),
            (
                "half of the answer",
                { $0.flatMap { JSONText($0.body) == nil ? nil : Array($0.body.prefix($0.body.count / 2)) } }
            ),
            (
                "the answer with other types",
                { $0.flatMap { JSONText($0.body).map { Array($0.mistyped.pretty().utf8) } } }
            ),
            (
                "an object without members",
                {
                    $0.flatMap {
                        if case .object(let members)? = JSONText($0.body), !members.isEmpty {
                            Array("{}".utf8)
                        } else {
                            nil
                        }
                    }
                }
            ),
        ]
        return acts.map { name, body in
            SiteFault(
                name: name,
                act: { recorded in
                    body(recorded).map {
                        .answer(HTTPAnswer(status: .ok, headerFields: [.contentType: "application/json"], body: $0))
                    }
                }, expected: "unexpectedAnswer"
            ) { if case .unexpectedAnswer = $0 { true } else { false } }
        }
    }

    private static func page(_ code: Int, _ fields: HTTPFields = [:]) -> HTTPAnswer {
        var fields = fields
        fields[.contentType] = "text/html"
        return HTTPAnswer(
            status: HTTPResponse.Status(code: code), headerFields: fields, body: Array("<title>Sorry</title>".utf8))
    }
}

extension JSONText {
    /// The same members with values of other types: numbers for texts, texts for numbers, texts for lists.
    fileprivate var mistyped: JSONText {
        switch self {
        case .string: .literal("4711")
        case .literal("null"): .literal("null")
        case .literal: .string("a text")
        case .array: .string("a text")
        case .object(let members): .object(members.map { Member(key: $0.key, value: $0.value.mistyped) })
        }
    }
}
