import Foundation
import HTTPTypes
import Testing

@testable import Sandbox

@Suite struct DeskSiteTests {
    @Test func `before the first session it says how to begin`() async throws {
        try await withSandbox { desk in
            let page = try await desk.get("/desk/").text
            #expect(page.contains("No session yet"))
        }
    }

    @Test func `a call to Connect is shown, its token masked`() async throws {
        try await withSandbox { desk in
            let token = try await desk.token()
            _ = try await desk.connect(token, "start_tariff_integration")
            let page = try await desk.get("/desk/").text
            #expect(page.contains("<b>start_tariff_integration</b>"))
            #expect(page.contains("<span class=\"mask\">connect_token</span>") && !page.contains(token))
        }
    }

    @Test func `no password is shown but that of all demo customers, where it is told`() async throws {
        try await withSandbox { desk in
            _ = try await desk.post("/lunar/api/login", Self.login)
            let timeline = try await desk.get("/desk/").text.components(separatedBy: "id=\"faults\"")[0]
            #expect(timeline.contains("/lunar/api/login") && !timeline.contains(DemoCustomer.password))
        }
    }

    @Test func `what was sent cannot write into the page`() async throws {
        try await withSandbox { desk in
            _ = try await desk.connect("<script>alert(1)</script>", "<img src=x>")
            let page = try await desk.get("/desk/").text
            #expect(!page.contains("<img src=x>") && !page.contains("<script>"))
        }
    }

    @Test func `the tariff that FlatPeak read is drawn`() async throws {
        try await withSandbox { desk in
            try await read(desk)
            #expect(try await desk.get("/desk/").text.contains("all 19 rules kept"))
            #expect(try await desk.get("/desk/tariff.svg").text.contains("£0.0700035"))
        }
    }

    @Test func `a tariff that breaks a rule is drawn all the same, and the rule named`() async throws {
        try await withSandbox(integration: .answering(Samples.tariffWithGap)) { desk in
            try await read(desk)
            let page = try await desk.get("/desk/").text
            #expect(page.contains("1 rule broken") && page.contains("gap_in_time_period: "))
        }
    }

    @Test func `a reading without a tariff says why`() async throws {
        let answer = #"{"code":"no_contract","message":"There is no contract."}"#
        try await withSandbox(integration: .answering(answer, status: 404)) { desk in
            try await read(desk)
            #expect(try await desk.get("/desk/").text.contains("There is no contract."))
            #expect(try await desk.get("/desk/tariff.svg").status == 404)
        }
    }

    @Test func `the button makes the provider's next call fail, and no more`() async throws {
        try await withSandbox { desk in
            _ = try await desk.press("fault", "side=provider&mode=down")
            #expect(try await desk.get("/desk/").text.contains("Lunar Energy is down: 503"))
            #expect(try await desk.post("/lunar/api/login", Self.login).status == 503)
            #expect(try await desk.post("/lunar/api/login", Self.login).status != 503)
        }
    }

    @Test func `the button makes Connect's next call fail`() async throws {
        try await withSandbox { desk in
            let token = try await desk.token()
            _ = try await desk.press("fault", "side=connect&mode=error_429")
            #expect(try await desk.connect(token, "start_tariff_integration").status == 429)
        }
    }

    @Test func `what was asked to fail can be taken back`() async throws {
        try await withSandbox { desk in
            _ = try await desk.press("fault", "side=provider&mode=down")
            _ = try await desk.press("mend", "")
            #expect(try await desk.post("/lunar/api/login", Self.login).status != 503)
        }
    }

    @Test func `a fault for two calls is one line`() async throws {
        try await withSandbox { desk in
            _ = try await desk.press("fault", "side=provider&mode=hang")
            _ = try await desk.press("fault", "side=provider&mode=hang")
            #expect(try await desk.get("/desk/").text.contains("<li>Lunar Energy never answers, 2 calls</li>"))
        }
    }

    @Test func `before there is a reading, none can be repeated`() async throws {
        try await withSandbox { desk in
            let token = try await desk.token()
            _ = try await desk.capture(token)
            #expect(try await !desk.get("/desk/").text.contains("Read the tariff again"))
            try await read(desk)
            #expect(try await desk.get("/desk/").text.contains("Read the tariff again"))
        }
    }

    @Test func `a tariff of more than 64 KB is drawn`() async throws {
        let padding = String(repeating: "x", count: 100_000)
        let answer = #"{"tariff":\#(Samples.tariff),"padding":"\#(padding)"}"#
        try await withSandbox(integration: .answering(answer)) { desk in
            try await read(desk)
            #expect(try await desk.get("/desk/").text.contains("all 19 rules kept"))
        }
    }

    @Test func `an answer that is too large to keep is not called faulty`() async throws {
        let padding = String(repeating: "x", count: ExchangeLog.bodyLimit)
        let answer = #"{"tariff":\#(Samples.tariff),"padding":"\#(padding)"}"#
        try await withSandbox(integration: .answering(answer)) { desk in
            try await read(desk)
            let page = try await desk.get("/desk/").text
            #expect(page.contains("which is more than the desk keeps") && !page.contains("class=\"alert\""))
        }
    }

    @Test func `a phone gets a drawing of its own`() async throws {
        try await withSandbox { desk in
            try await read(desk)
            #expect(try await desk.get("/desk/tariff.svg?narrow=1").text.contains("viewBox=\"0 0 360 "))
        }
    }

    @Test func `of what cannot be parsed nothing that may be a secret is shown`() async throws {
        try await withSandbox { desk in
            _ = try await desk.send(.post, "/lunar/api/login", #"{"email":"ada@lunar.example","pass":"hunter2-moo"#)
            let page = try await desk.get("/desk/").text
            #expect(page.contains("/lunar/api/login") && !page.contains("hunter2"))
        }
    }

    @Test func `a session starts at the integration`() async throws {
        try await withSandbox { desk in
            let reply = try await desk.press("start", "direction=EXPORT")
            #expect(reply.status == 303 && reply.location?.hasPrefix("https://lunar.test/mount/?fp_cot=cot_") == true)
        }
    }

    @Test func `the page may load nothing from elsewhere, and run nothing of its own`() async throws {
        try await withSandbox { desk in
            let reply = try await desk.get("/desk/")
            #expect(reply.headers[.contentSecurityPolicy]?.hasPrefix("default-src 'none'; style-src 'self'") == true)
            #expect(!reply.text.contains("style=\"") && !reply.text.contains("<script>"))
        }
    }

    private static let login: JSONValue = ["email": "ada@lunar.example", "password": "moonlight"]

    private func read(_ desk: Desk) async throws {
        let token = try await desk.token()
        _ = try await desk.consent(token)
        _ = try await desk.get("/control/reads?connect_token=\(token)")
    }
}

extension Desk {
    fileprivate func press(_ button: String, _ form: String) async throws -> Reply {
        try await send(.post, "/desk/\(button)", form, type: "application/x-www-form-urlencoded")
    }
}
