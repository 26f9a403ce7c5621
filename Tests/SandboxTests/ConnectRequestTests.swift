import Foundation
import HTTPTypes
import Testing

@testable import Sandbox

@Suite struct ConnectRequestTests {
    private func failure(_ body: String, type: String? = "application/json") -> ConnectFailure? {
        do throws(ConnectRefusal) {
            _ = try ConnectRequest(body: Data(body.utf8), mediaType: type)
            return nil
        } catch {
            return error.failure
        }
    }

    @Test func `the start needs no more than token and route`() throws {
        let body = Data(#"{"connect_token":"cot_1","route":"start_tariff_integration"}"#.utf8)
        #expect(try ConnectRequest(body: body, mediaType: "application/json").step == .startIntegration)
    }

    @Test(arguments: ["text/plain", "application/x-www-form-urlencoded", nil])
    func `another content type is a 415`(type: String?) {
        #expect(failure(#"{"connect_token":"cot_1","route":"session_restore"}"#, type: type)?.status.code == 415)
    }

    @Test(arguments: ["", "[]", "{", "null"]) func `what is no JSON object is a 400`(body: String) {
        #expect(failure(body)?.code == "json_invalid")
    }

    @Test func `a surplus key is refused by name`() {
        let failure = failure(#"{"connect_token":"cot_1","route":"start_tariff_integration","extra":1}"#)
        #expect(failure?.code == "field_unknown")
        #expect(failure?.message.hasPrefix("extra ") == true)
    }

    @Test func `a surplus key in the consent is refused`() {
        let data = #"{"auth_metadata_id":"a","consent_given":true,"login":"x"}"#
        let failure = failure(#"{"connect_token":"cot_1","route":"consent_capture","data":\#(data)}"#)
        #expect(failure?.message.hasPrefix("data.login ") == true)
    }

    @Test func `a token that is no string is refused`() {
        #expect(failure(#"{"connect_token":7,"route":"session_restore"}"#)?.code == "field_type_invalid")
    }

    @Test func `a missing token is refused`() {
        #expect(failure(#"{"route":"session_restore"}"#)?.code == "field_missing")
    }

    @Test func `an unknown route is a 400`() {
        let failure = failure(#"{"connect_token":"cot_1","route":"tariff_lottery"}"#)
        #expect(failure?.status.code == 400)
        #expect(failure?.code == "route_unknown")
    }

    @Test func `data that are no object are refused`() {
        let failure = failure(#"{"connect_token":"cot_1","route":"auth_metadata_capture","data":"x"}"#)
        #expect(failure?.code == "field_type_invalid")
    }

    @Test func `a capture without data is refused`() {
        #expect(failure(#"{"connect_token":"cot_1","route":"auth_metadata_capture"}"#)?.code == "field_missing")
    }

    @Test func `the type is sent with actions only`() {
        let failure = failure(
            #"{"connect_token":"cot_1","route":"auth_metadata_capture","type":"submit","data":{"login":"a"}}"#)
        #expect(failure?.code == "field_unknown")
    }

    @Test func `an action without its type is refused`() {
        let failure = failure(#"{"connect_token":"cot_1","route":"consent_capture","action":"DISMISS_DIRECT"}"#)
        #expect(failure?.code == "type_invalid")
    }

    @Test func `an unknown action is refused`() {
        let failure = failure(
            #"{"connect_token":"cot_1","route":"consent_capture","type":"submit","action":"CANCEL"}"#)
        #expect(failure?.code == "action_unknown")
    }

    @Test(arguments: ["false", "\"true\"", "1"]) func `consent is true or it is refused`(value: String) {
        let data = #"{"auth_metadata_id":"a","consent_given":\#(value)}"#
        #expect(failure(#"{"connect_token":"cot_1","route":"consent_capture","data":\#(data)}"#) != nil)
    }

    @Test func `a provider that nobody knows is a 404`() {
        let failure = failure(
            #"{"connect_token":"cot_1","route":"provider_select","data":{"provider":{"id":"prv_0"}}}"#)
        #expect(failure?.status.code == 404)
    }
}
