import FastCGI
import Foundation
import HTTPTypes
import Testing

/// One request over pipes, as a web server runs a CGI program.
@Suite struct CGITests {
    private func serve(
        _ more: [String] = [], body: String = "", bodyLimit: Int = 100, limits: Limits = Limits()
    ) async -> String {
        let (input, output) = (Pipe(), Pipe())
        input.fileHandleForWriting.write(Data(body.utf8))
        try? input.fileHandleForWriting.close()
        let environment = ["GATEWAY_INTERFACE=CGI/1.1", "REQUEST_METHOD=POST", "SCRIPT_NAME=/a.cgi"] + more
        await CGI.serve(
            TestServer.Application(bodyLimit: bodyLimit), limits: limits,
            environment: environment.map { Array($0.utf8) },
            input: input.fileHandleForReading.fileDescriptor, output: output.fileHandleForWriting.fileDescriptor)
        try? output.fileHandleForWriting.close()
        return String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    }

    @Test func answersTheRequest() async {
        #expect(await serve().hasPrefix("Status: 200 OK\r\n"))
        #expect(await serve().hasSuffix("\r\n\r\nPOST /a.cgi 0\n"))
    }

    @Test func readsTheBody() async {
        #expect(await serve(["CONTENT_LENGTH=4"], body: "a=bc").hasSuffix("POST /a.cgi 4\n"))
    }

    @Test func readsNoMoreThanWasAnnounced() async {
        #expect(await serve(["CONTENT_LENGTH=2"], body: "a=bc").hasSuffix("POST /a.cgi 2\n"))
    }

    @Test func takesAnEmptyLengthForNone() async {
        #expect(await serve(["CONTENT_LENGTH="], body: "a=bc").hasSuffix("POST /a.cgi 0\n"))
    }

    @Test func refusesABodyThatEndsTooSoon() async {
        #expect(await serve(["CONTENT_LENGTH=9"], body: "a=bc").hasPrefix("Status: 400 "))
    }

    @Test func readsAChunkedBodyToItsEnd() async {
        #expect(await serve(["HTTP_TRANSFER_ENCODING=chunked"], body: "a=bc").hasSuffix("POST /a.cgi 4\n"))
    }

    @Test func refusesAChunkedBodyThatIsTooLarge() async {
        let answer = await serve(["HTTP_TRANSFER_ENCODING=chunked"], body: "a=bc", bodyLimit: 3)
        #expect(answer.hasPrefix("Status: 413 "))
    }

    @Test(arguments: ["CONTENT_LENGTH=20000", "HTTP_TRANSFER_ENCODING=chunked"])
    func readsToTheEndWhatItRefuses(announcement: String) async throws {
        let input = Pipe()
        try input.fileHandleForWriting.write(contentsOf: Data(count: 20_000))
        try input.fileHandleForWriting.close()
        await CGI.serve(
            TestServer.Application(bodyLimit: 100),
            environment: ["REQUEST_METHOD=POST", announcement].map { Array($0.utf8) },
            input: input.fileHandleForReading.fileDescriptor, output: Pipe().fileHandleForWriting.fileDescriptor)
        #expect(try input.fileHandleForReading.readToEnd() == nil)
    }

    @Test func refusesALengthThatIsNoNumber() async {
        #expect(await serve(["CONTENT_LENGTH=-4"], body: "a=bc").hasPrefix("Status: 400 "))
    }

    @Test func refusesABodyThatIsTooLarge() async {
        #expect(await serve(["CONTENT_LENGTH=4"], body: "a=bc", bodyLimit: 3).hasPrefix("Status: 413 "))
    }

    @Test(arguments: ["HTTP_COOKIE=0123456789", "CONTENT_TYPE=text/0123456789012345"])
    func refusesAHeadThatIsTooLarge(parameter: String) async {
        var limits = Limits()
        limits.headBytes = 20
        #expect(await serve([parameter], limits: limits).hasPrefix("Status: 431 "))
    }

    @Test func refusesARequestWithoutAMethod() async {
        #expect(await serve(["REQUEST_METHOD="]).hasPrefix("Status: 400 "))
    }

    @Test func answersHeadWithoutABody() async {
        #expect(await serve(["REQUEST_METHOD=HEAD"]).hasSuffix("Content-Length: 14\r\n\r\n"))
    }

    @Test func survivesAServerThatHasGone() async {
        let output = Pipe()
        try? output.fileHandleForReading.close()
        await CGI.serve(
            TestServer.Application(), environment: ["REQUEST_METHOD=GET"].map { Array($0.utf8) },
            output: output.fileHandleForWriting.fileDescriptor)
    }

    @Test(arguments: [(["GATEWAY_INTERFACE": "CGI/1.1"], true), ([:], false), (["GATEWAY_INTERFACE": ""], false)])
    func isKnownByItsInterface(environment: [String: String], isRequest: Bool) {
        #expect(CGI.isRequest(environment: environment) == isRequest)
    }

    @Test func readsTheEnvironmentOfTheProcess() {
        setenv("FASTCGI_TEST_VALUE", "1", 1)
        #expect(CGI.processEnvironment.contains(Array("FASTCGI_TEST_VALUE=1".utf8)))
    }
}
