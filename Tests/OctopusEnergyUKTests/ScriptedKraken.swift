import Foundation
import HTTPTypes
import ProviderKit
import Synchronization

/// Kraken as a script: for each operation its answers in order, the last one for good.
final class ScriptedKraken: HTTPTransport {
    /// An operation as it was sent.
    struct Call: Sendable {
        let operation: String
        let url: String
        let authorization: String?
        let contentType: String?
        let body: JSONValue
    }

    private let answers: Mutex<[String: [HTTPAnswer]]>
    private let sent = Mutex<[Call]>([])

    init(_ answers: [String: [HTTPAnswer]]) { self.answers = Mutex(answers) }

    /// Every call so far.
    var calls: [Call] { sent.withLock { $0 } }
    /// The operations so far.
    var operations: [String] { calls.map(\.operation) }

    func send(_ call: HTTPCall, deadline: ContinuousClock.Instant) async throws(HTTPFailure) -> HTTPAnswer {
        let body = (try? JSONValue(parsing: call.body)) ?? .null
        let operation = body["operationName"]?.string ?? ""
        sent.withLock {
            $0.append(
                Call(
                    operation: operation, url: call.url.absoluteString,
                    authorization: call.headerFields[.authorization], contentType: call.headerFields[.contentType],
                    body: body))
        }
        let answer = answers.withLock { answers -> HTTPAnswer? in
            guard let next = answers[operation]?.first else { return nil }
            if answers[operation]?.count != 1 { answers[operation]?.removeFirst() }
            return next
        }
        guard let answer else { throw .unreachable("no answer is written for '\(operation)'") }
        return answer
    }
}

extension HTTPAnswer {
    /// A JSON document with the status 200.
    static func json(_ text: String, status: Int = 200, headerFields: HTTPFields = [:]) -> HTTPAnswer {
        HTTPAnswer(status: .init(code: status), headerFields: headerFields, body: Array(text.utf8))
    }

    /// An error as Kraken reports it.
    static func error(_ code: String, type: String = "APPLICATION", headerFields: HTTPFields = [:]) -> HTTPAnswer {
        json(
            """
            {"errors":[{"message":"for ada@example.test","path":["viewer"],"extensions":{"errorType":"\(type)",\
            "errorCode":"\(code)"}}],"data":{"viewer":null}}
            """, headerFields: headerFields)
    }

    /// A login that worked.
    static func token(_ token: String) -> HTTPAnswer { .json(#"{"data":{"obtainKrakenToken":{"token":"\#(token)"}}}"#) }

    /// The accounts of the login.
    static func accounts(_ numbers: String...) -> HTTPAnswer {
        let list = numbers.map { #"{"number":"\#($0)"}"# }.joined(separator: ",")
        return .json(#"{"data":{"viewer":{"accounts":[\#(list)]}}}"#)
    }

    /// An account whose properties have one meter point each.
    static func account(_ points: KrakenSample.Point...) -> HTTPAnswer {
        .json(#"{"data":{"account":{"properties":[\#(points.map(\.property).joined(separator: ","))]}}}"#)
    }
}
