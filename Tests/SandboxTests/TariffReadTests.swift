import Testing

@testable import Sandbox

@Suite struct TariffReadTests {
    /// The outcome of the reading that follows consent.
    private func read(
        _ call: TariffPlanCall, _ check: @escaping @Sendable (JSONValue) throws -> Void
    ) async throws {
        try await withSandbox(integration: call) { desk in
            let token = try await desk.token()
            _ = try await desk.consent(token)
            let reads = try await desk.get("/control/reads?connect_token=\(token)").json["reads"]?.array
            try check(try #require(reads?.first))
        }
    }

    @Test func `consent makes FlatPeak call the integration with what was stored`() async throws {
        let calls = Calls()
        try await read(.recording(calls)) { _ in
            #expect(calls.all.first?.url == "https://lunar.test/mount/api/tariff_plan")
            #expect(calls.all.first?.body == ["auth_metadata": ["data": Desk.login]])
        }
    }

    @Test func `a good tariff is kept`() async throws {
        try await read(.answering(Samples.tariffAnswer)) { #expect($0["outcome"] == "tariff") }
    }

    @Test func `an error object is kept with its code`() async throws {
        try await read(.answering(#"{"code":"no_tariff","message":"None."}"#, status: 400)) {
            #expect($0["code"] == "no_tariff")
            #expect($0["status"] == 400)
        }
    }

    @Test(arguments: [Samples.tariff, "[]", "", #"{"tariff":7}"#])
    func `an answer of another shape is invalid`(body: String) async throws {
        try await read(.answering(body)) { #expect($0["code"] == "answer_invalid") }
    }

    @Test func `a hole in the hours is invalid`() async throws {
        try await read(.answering(Samples.tariffWithGap)) { #expect($0["code"] == "tariff_invalid") }
    }

    @Test func `a tariff that cannot be decoded is invalid`() async throws {
        try await read(.answering(#"{"tariff":{"object":"tariff"}}"#)) { #expect($0["code"] == "tariff_invalid") }
    }

    @Test func `an integration that cannot be reached is a failure`() async throws {
        struct Refused: Error {}
        try await read(TariffPlanCall { _, _, _ in throw Refused() }) {
            #expect($0["code"] == "integration_unreachable")
        }
    }

    @Test func `the configured bearer token goes with the call`() async throws {
        let calls = Calls()
        try await withSandbox(integration: .recording(calls), configure: { $0.tariffPlanToken = "secret" }) { desk in
            let token = try await desk.token()
            _ = try await desk.consent(token)
            _ = try await desk.get("/control/reads?connect_token=\(token)")
            #expect(calls.all.first?.bearer == "secret")
        }
    }

    @Test func `a second reading names the contract of the first`() async throws {
        let calls = Calls()
        try await withSandbox(integration: .recording(calls)) { desk in
            let token = try await desk.token()
            _ = try await desk.consent(token)
            _ = try await desk.post("/control/read", ["connect_token": .string(token)])
            #expect(calls.all.last?.body["auth_metadata"]?["reference_id"] == "LE-1001")
        }
    }

    @Test(arguments: [(true, "new"), (false, "moonlight")])
    func `renewed data are kept where FlatPeak keeps them`(keeps: Bool, password: String) async throws {
        let calls = Calls()
        let renewing = #"{"auth_metadata":{"data":{"login":"ada","password":"new"}},"tariff":\#(Samples.tariff)}"#
        let call = TariffPlanCall.recording(calls, answer: renewing)
        try await withSandbox(integration: call, configure: { $0.keepsRenewedAuthMetadata = keeps }) { desk in
            let token = try await desk.token()
            _ = try await desk.consent(token)
            _ = try await desk.post("/control/read", ["connect_token": .string(token)])
            #expect(calls.all.last?.body["auth_metadata"]?["data"]?["password"]?.string == password)
        }
    }

    @Test func `work beyond its deadline is cut off`() async throws {
        await #expect(throws: DeadlineExceeded.self) {
            try await withDeadline(.milliseconds(20)) { try await Task.sleep(for: .seconds(30)) }
        }
    }
}
