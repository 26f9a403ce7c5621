import Testing

@testable import ConnectFlow

@Suite struct `Error page` {
    @Test func `it shows the token and the reference`() throws {
        let html = try Sample.render(.problem(Problem(.connectDown, reference: "req_7")))
        #expect(html.contains("<dd>\(Sample.token)</dd>"))
        #expect(html.contains("<dd>req_7</dd>"))
    }

    @Test func `try again starts afresh under the mount`() throws {
        let html = try Sample.render(.problem(Problem(.connectDown, reference: "r")))
        #expect(html.contains("href=\"/connect/lunar/?fp_cot=\(Sample.token)\">Try again</a>"))
    }

    @Test func `try again is left out where it cannot help`() throws {
        let html = try Sample.render(.problem(Problem(.invalidToken, reference: "r", canRetry: false)))
        #expect(!html.contains("Try again</a>"))
    }

    @Test func `without a token there is nothing to try or to close`() throws {
        let problem = Problem(.missingToken, reference: "r", canRetry: true, closeRoute: "auth_metadata_capture")
        let html = try Sample.render(.problem(problem), Chrome())
        #expect(!html.contains("<form"))
        #expect(!html.contains("Try again</a>"))
        #expect(!html.contains("Connection ID"))
    }

    @Test func `close dismisses the route it was given`() throws {
        let html = try Sample.render(.problem(Problem(.unsupported, reference: "r", closeRoute: "consent_capture")))
        #expect(html.contains("name=\"route\" value=\"consent_capture\""))
    }

    @Test func `without a route there is no close`() throws {
        #expect(try !Sample.render(.problem(Problem(.connectDown, reference: "r"))).contains("<form"))
    }

    @Test func `FlatPeak's own words are for whoever helps, and marked as English`() throws {
        var chrome = Sample.chrome
        chrome.language = Language(tag: "de")
        let problem = Problem(.connectRefused, message: "Already connected", reference: "r")
        let html = try Sample.render(.problem(problem), chrome)
        #expect(html.contains("<dt>Meldung von FlatPeak</dt>\n<dd lang=\"en\" dir=\"auto\">Already connected</dd>"))
    }

    @Test(arguments: Problem.Kind.allCases)
    func `every kind has words of its own`(kind: Problem.Kind) throws {
        let html = try Sample.render(.problem(Problem(kind, reference: "r")))
        #expect(!html.contains("<h1></h1>"))
        #expect(!html.contains("role=\"alert\"></p>"))
    }
}
