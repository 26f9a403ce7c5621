import HTTPTypes
import Testing

@testable import Sandbox

@Suite struct AppSiteTests {
    private static let form = "application/x-www-form-urlencoded"

    @Test func `the start form leads to the integration with a token`() async throws {
        try await withSandbox { desk in
            let reply = try await desk.send(
                .post, "/app/start", "provider=\(Sandbox.defaultProviderID)&direction=IMPORT", type: Self.form)
            #expect(reply.status == 303)
            #expect(reply.location?.hasPrefix("https://lunar.test/mount/?fp_cot=cot_") == true)
        }
    }

    @Test func `an unknown provider is a clear page`() async throws {
        try await withSandbox { desk in
            let reply = try await desk.send(.post, "/app/start", "provider=prv_0", type: Self.form)
            #expect(reply.status == 400)
            #expect(reply.text.contains("does not know this provider"))
        }
    }

    @Test func `after consent the app shows hours and prices`() async throws {
        try await withSandbox { desk in
            let token = try await desk.token()
            _ = try await desk.consent(token)
            let page = try await desk.get("/app/return?fp_cot=\(token)").text
            #expect(page.contains("data-outcome=\"connected\""))
            #expect(page.contains("<td>Every day</td><td>00:00 – 07:30</td><td>0.0700035</td>"))
        }
    }

    @Test func `the names in a tariff are escaped`() async throws {
        try await withSandbox { desk in
            let token = try await desk.token()
            _ = try await desk.consent(token)
            #expect(try await desk.get("/app/return?fp_cot=\(token)").text.contains("Lunar &lt;Night&gt;"))
        }
    }

    @Test func `the result can be looked at again`() async throws {
        try await withSandbox { desk in
            let token = try await desk.token()
            _ = try await desk.consent(token)
            _ = try await desk.get("/app/return?fp_cot=\(token)")
            #expect(try await desk.get("/app/return?fp_cot=\(token)").text.contains("data-outcome=\"connected\""))
        }
    }

    @Test func `the app exchanges the token`() async throws {
        try await withSandbox { desk in
            let token = try await desk.token()
            _ = try await desk.consent(token)
            _ = try await desk.get("/app/return?fp_cot=\(token)")
            let path = "/flatpeak/connect/tariff/token?connect_token=\(token)"
            #expect(try await desk.get(path, bearer: desk.bearer()).code == "connect_token_used")
        }
    }

    @Test func `a tariff that could not be read is said with its reason`() async throws {
        let call = TariffPlanCall.answering(#"{"code":"no_tariff","message":"No <live> contract."}"#, status: 400)
        try await withSandbox(integration: call) { desk in
            let token = try await desk.token()
            _ = try await desk.consent(token)
            let page = try await desk.get("/app/return?fp_cot=\(token)").text
            #expect(page.contains("data-outcome=\"failed\""))
            #expect(page.contains("No &lt;live&gt; contract."))
        }
    }

    @Test func `a dismissed session asks for the tariff by hand`() async throws {
        try await withSandbox { desk in
            let token = try await desk.token()
            _ = try await desk.action(token, "auth_metadata_capture", "DISMISS_DIRECT")
            #expect(try await desk.get("/app/return?fp_cot=\(token)").text.contains("data-outcome=\"manual\""))
        }
    }

    @Test func `a disconnected session goes on with the same token`() async throws {
        try await withSandbox { desk in
            let token = try await desk.token()
            _ = try await desk.action(token, "auth_metadata_capture", "DISCONNECT")
            #expect(try await desk.get("/app/return?fp_cot=\(token)").text.contains("data-outcome=\"disconnected\""))
            let body = "provider=lunar-energy&connect_token=\(token)"
            let reply = try await desk.send(.post, "/app/start", body, type: Self.form)
            #expect(reply.location == "https://lunar.test/mount/?fp_cot=\(token)")
        }
    }

    @Test func `coming back too early links on`() async throws {
        try await withSandbox { desk in
            let token = try await desk.token()
            #expect(try await desk.get("/app/return?fp_cot=\(token)").text.contains("data-outcome=\"unfinished\""))
        }
    }

    @Test func `an unknown token is a 404 page`() async throws {
        try await withSandbox { desk in
            let reply = try await desk.get("/app/return?fp_cot=cot_unknown0")
            #expect(reply.status == 404)
            #expect(reply.text.contains("data-outcome=\"refused\""))
        }
    }

    @Test func `a return without a token is a 400 page`() async throws {
        try await withSandbox { desk in
            let reply = try await desk.get("/app/return")
            #expect(reply.status == 400)
        }
    }
}
