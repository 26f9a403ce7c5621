import Foundation
import HTTPTypes
import ProviderKit
import Testing

@testable import Sandbox

@Suite struct TimelineTests {
    @Test func `a call stands below the request that it was made for`() throws {
        let rows = try rows([exchange(1, at: 10.2)], [request("a", from: 10, for: 1)])
        #expect(rows.map(\.isNested) == [false, true])
    }

    @Test func `a call after the request's end stands by itself`() throws {
        let rows = try rows([exchange(1, at: 12)], [request("a", from: 10, for: 1)])
        #expect(rows.map(\.isNested) == [false, false])
    }

    @Test func `a call of FlatPeak's reading stands below it`() throws {
        var reading = try exchange(1, from: .flatPeak, to: .responder, at: 10)
        reading.duration = 1
        #expect(try rows([reading, exchange(2, to: .provider, at: 10.5)], []).map(\.isNested) == [false, true])
    }

    @Test func `a call to Connect is not a reading's`() throws {
        var reading = try exchange(1, from: .flatPeak, to: .responder, at: 10)
        reading.duration = 1
        #expect(try rows([reading, exchange(2, at: 10.5)], []).map(\.isNested) == [false, false])
    }

    @Test func `lines stand in the order in which they began`() throws {
        var reading = try exchange(1, token: "cot_a", from: .flatPeak, to: .responder, at: 10)
        reading.duration = 1
        let exchanges = [
            reading, try exchange(2, token: "cot_a", from: .browser, to: .app, at: 10.2),
            try exchange(3, to: .provider, at: 10.5),
        ]
        let rows = try rows(exchanges, [])
        #expect(rows.map(\.number) == [1, 2, 3] && rows.map(\.group) == [0, 1, 0])
    }

    @Test func `a request that the log has begin a little late stands before its calls all the same`() throws {
        let rows = try rows([exchange(1, at: 10)], [request("a", from: 10.002, for: 1)])
        #expect(rows.map(\.isNested) == [false, true] && rows[0].started == rows[1].started)
    }

    @Test func `of one moment, what was noted first is first`() throws {
        let exchanges = try (1...3).map { try exchange($0, token: "cot_a", from: .app, at: 5) }
        #expect(try rows(exchanges.reversed(), []).map(\.number) == [1, 2, 3])
    }

    @Test func `a call belongs to the consent, not to the page that follows within a millisecond`() throws {
        let consent = request("a", "consent_capture", from: 10, for: 0.01)
        let page = request("a", "page", from: 10.011, for: 0.001)
        let rows = try rows([exchange(1, at: 10.0105, #"{"route":"consent_capture"}"#)], [consent, page])
        #expect(rows.map(\.group) == [0, 0, 1])
    }

    @Test func `a call that starts a session belongs to its start`() throws {
        let action = request("a", "action", from: 10, for: 1), start = request("a", "start", from: 10, for: 1)
        let rows = try rows([exchange(1, at: 10.5, #"{"route":"start_tariff_integration"}"#)], [start, action])
        #expect(rows.first { $0.isNested }?.group == rows.first { $0.number == 0 && !$0.isNested }?.group)
    }

    @Test func `each connect token is a session`() throws {
        let exchanges = [try exchange(1, token: "cot_a", at: 1), try exchange(2, token: "cot_b", at: 2)]
        #expect(Timeline(exchanges: exchanges, requests: []).sessions.map(\.token) == ["cot_a", "cot_b"])
    }

    @Test func `a provider's call belongs to the session of its request`() throws {
        let exchanges = [
            try exchange(1, token: "cot_a", at: 1.1), try exchange(2, token: "cot_b", at: 5.1),
            try exchange(3, to: .provider, at: 9.1),
        ]
        let requests = [request("a", from: 1, for: 1), request("b", from: 5, for: 1), request("a", from: 9, for: 1)]
        let sessions = Timeline(exchanges: exchanges, requests: requests).sessions
        #expect(sessions.map(\.rows.count) == [4, 2])
    }

    @Test func `the app's first call is of the session that it leads to`() throws {
        let exchanges = [
            try exchange(1, token: "cot_a", at: 1), try exchange(2, from: .app, at: 2),
            try exchange(3, token: "cot_b", from: .app, at: 3),
        ]
        #expect(Timeline(exchanges: exchanges, requests: []).sessions.map(\.rows.count) == [1, 2])
    }

    @Test func `files and readings of the log are not shown twice`() throws {
        #expect(
            try rows([], [request("a", "assets", from: 1, for: 1), request("a", "tariff_plan", from: 1, for: 1)])
                .isEmpty)
    }

    private func rows(_ exchanges: [Exchange], _ requests: [LoggedRequest]) throws -> [Timeline.Row] {
        Timeline(exchanges: exchanges, requests: requests).sessions.flatMap(\.rows)
    }

    private func exchange(
        _ id: Int, token: String? = nil, from: Exchange.Party = .responder, to: Exchange.Party = .flatPeak,
        at time: Double, _ body: String = ""
    ) throws -> Exchange {
        Exchange(
            id: id, from: from, to: to, started: Date(timeIntervalSince1970: time),
            call: Exchange.Call(method: .post, address: "http://localhost:1/x", body: Array(body.utf8)),
            knownToken: token)
    }

    private func request(
        _ fingerprint: String, _ route: String = "start", from time: Double, for duration: Double
    ) -> LoggedRequest {
        LoggedRequest(
            id: "r\(time)", method: "GET", route: route, status: 200, started: Date(timeIntervalSince1970: time),
            duration: duration, upstream: 0, fingerprint: fingerprint, bytes: 1)
    }
}
