import Foundation
import HTTPTypes
import ProviderKit
import Testing

@testable import ConnectFlow

@Suite struct `What is sent to Connect` {
    private let connect = ConnectSim()

    private func send(_ step: ConnectClient.Step) async throws -> HTTPCall {
        let url = try #require(URL(string: "https://connect.example"))
        let token = try #require(ConnectToken("cot_12345678"))
        _ = try? await ConnectClient(url: url, transport: connect).take(step, token, deadline: .now + .seconds(5))
        return try #require(connect.calls.last)
    }

    private func body(_ step: ConnectClient.Step) async throws -> String {
        String(decoding: try await send(step).body, as: UTF8.self)
    }

    // FlatPeak protocol, section 2: the bodies whole, keys in alphabetical order.

    @Test func `the start`() async throws {
        #expect(try await body(.start) == #"{"connect_token":"cot_12345678","route":"start_tariff_integration"}"#)
    }

    @Test func `the login's data`() async throws {
        #expect(
            try await body(.authMetadata(["login": "ann@example.com", "password": "p\"w/\u{1}"]))
                == #"{"connect_token":"cot_12345678","data":{"login":"ann@example.com","password":"p\"w/\u0001"},"route":"auth_metadata_capture"}"#
        )
    }

    @Test func `the consent`() async throws {
        #expect(
            try await body(.consent(authMetadataID: "amd_1"))
                == #"{"connect_token":"cot_12345678","data":{"auth_metadata_id":"amd_1","consent_given":true},"route":"consent_capture"}"#
        )
    }

    @Test func `an action, the one step with a type`() async throws {
        #expect(
            try await body(.action(route: "consent_capture", action: "DISMISS_DIRECT"))
                == #"{"action":"DISMISS_DIRECT","connect_token":"cot_12345678","route":"consent_capture","type":"submit"}"#
        )
    }

    @Test func `always a POST of JSON`() async throws {
        let call = try await send(.start)
        #expect(call.method == .post)
        #expect(
            call.headerFields[.contentType] == "application/json" && call.headerFields[.accept] == "application/json")
    }

    @Test func `no Authorization: the token in the body is the authentication`() async throws {
        #expect(try await send(.start).headerFields[.authorization] == nil)
    }

    @Test(arguments: [
        (HTTPFailure.timedOut, ConnectFailure.timedOut), (.unreachable("x"), .unreachable("x")),
        (.answerTooLarge(limit: 9), .unusable("more than 9 bytes")),
    ])
    func `a call that fails`(failure: HTTPFailure, expected: ConnectFailure) async throws {
        connect.fail(failure)
        let url = try #require(URL(string: "https://connect.example"))
        let token = try #require(ConnectToken("cot_12345678"))
        await #expect(throws: expected) {
            try await ConnectClient(url: url, transport: connect).take(.start, token, deadline: .now + .seconds(5))
        }
    }
}
