import HTTPTypes
import Testing

@testable import FastCGI

@Suite struct ParameterReaderTests {
    private func request(_ entries: String...) throws -> Request {
        var reader = ParameterReader(headLimit: 1000)
        for entry in ["REQUEST_METHOD=GET"] + entries { entry.withCString { reader.read($0) } }
        return try #require(reader.request())
    }

    @Test func fieldNamesLoseTheirPrefixAndUnderscores() throws {
        let request = try request("HTTP_ACCEPT_LANGUAGE=de")
        #expect(request.head.headerFields[.acceptLanguage] == "de")
        #expect(request.parameters["HTTP_ACCEPT_LANGUAGE"] == nil)
    }

    @Test func aFieldThatStandsTwiceIsKeptTwice() throws {
        #expect(try request("HTTP_X_A=1", "HTTP_X_A=2").head.headerFields[values: .init("X-A")!] == ["1", "2"])
    }

    @Test func theHostIsTheAuthority() throws {
        #expect(try request("HTTP_HOST=a.example:8080", "SERVER_NAME=b").head.authority == "a.example:8080")
    }

    @Test func withoutAHostTheServersNameIsTheAuthority() throws {
        #expect(try request("SERVER_NAME=b").head.authority == "b")
    }

    @Test func aProxyFieldIsDropped() throws {
        #expect(try request("HTTP_PROXY=http://evil").head.headerFields.isEmpty)
    }

    @Test func theContentTypeStandsOnceThoughItWasSentTwice() throws {
        let request = try request("CONTENT_TYPE=text/a", "HTTP_CONTENT_TYPE=text/a", "HTTP_CONTENT_LENGTH=3")
        #expect(request.head.headerFields[values: .contentType] == ["text/a"])
        #expect(request.head.headerFields[.contentLength] == nil)
    }

    @Test func anEmptyContentTypeIsNone() throws {
        #expect(try request("CONTENT_TYPE=").head.headerFields[.contentType] == nil)
    }

    @Test(arguments: [("on", "https"), ("ON", "https"), ("1", "https"), ("off", "http"), ("", "http")])
    func theSchemeIsWhatHTTPSSays(value: String, scheme: String) throws {
        #expect(try request("HTTPS=\(value)").head.scheme == scheme)
    }

    @Test func theTargetIsTheRequestURI() throws {
        #expect(try request("REQUEST_URI=/a%2Fb?c", "SCRIPT_NAME=/a/b").head.path == "/a%2Fb?c")
    }

    @Test func theTargetIsRebuiltWhereThereIsNoRequestURI() throws {
        #expect(try request("SCRIPT_NAME=/s", "PATH_INFO=/p", "QUERY_STRING=q=1").head.path == "/s/p?q=1")
        #expect(try request().head.path == "/")
    }

    @Test func anEmptyParameterIsAParameter() throws {
        #expect(try request("PATH_INFO=").parameters["PATH_INFO"] == "")
    }

    @Test func fieldValuesKeepTheirBytes() throws {
        var reader = ParameterReader(headLimit: 1000)
        for entry in [Array("REQUEST_METHOD=GET".utf8), Array("HTTP_X_A=".utf8) + [0xFF, 0xE4]] {
            (entry + [0]).map { CChar(bitPattern: $0) }.withUnsafeBufferPointer { reader.read($0.baseAddress!) }
        }
        let field = try #require(reader.request()?.head.headerFields.first)
        #expect(field.withUnsafeBytesOfValue { Array($0) } == [0xFF, 0xE4])
    }

    @Test(arguments: ["", "GE T", "GET\n", "ä"])
    func aMethodThatIsNoTokenMakesNoRequest(method: String) {
        var reader = ParameterReader(headLimit: 1000)
        "REQUEST_METHOD=\(method)".withCString { reader.read($0) }
        #expect(reader.request() == nil)
    }

    @Test func targetAndFieldsCountAgainstTheLimit() {
        var reader = ParameterReader(headLimit: 1000)
        for entry in ["REQUEST_URI=/abc", "HTTP_X=12", "SERVER_SOFTWARE=x"] { entry.withCString { reader.read($0) } }
        #expect(reader.headBytes == 4 + 8)
    }
}

@Suite struct ParametersTests {
    @Test func giveTheFirstValueOfAName() {
        let parameters: Parameters = ["A": "1", "B": "2", "A": "3"]
        #expect(parameters["A"] == "1")
        #expect(parameters.names == ["A", "B", "A"])
    }

    @Test func giveNothingForPartOfAName() {
        let parameters: Parameters = ["PATH_INFO": "/"]
        #expect(parameters["PATH"] == nil)
        #expect(parameters["PATH_INFO_MORE"] == nil)
    }
}
