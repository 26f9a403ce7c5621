import FastCGI
import Testing

@Suite struct ListenAddressTests {
    @Test(arguments: [
        ("unix:/run/a.sock", ListenAddress.unix(path: "/run/a.sock")),
        ("127.0.0.1:9000", .tcp(host: "127.0.0.1", port: 9000)),
        ("localhost:1", .tcp(host: "localhost", port: 1)),
        ("[::1]:9000", .tcp(host: "::1", port: 9000)),
    ])
    func isReadAndWrittenAlike(text: String, address: ListenAddress) throws {
        #expect(try ListenAddress(text) == address)
        #expect(address.description == text)
    }

    @Test(arguments: ["", "unix:", "9000", "host", ":9000", "host:", "host:65536", "host:-1", "::1:9000", "[]:9000"])
    func thatMakesNoSenseIsRefused(text: String) {
        #expect(throws: ListenError.malformed(text)) { try ListenAddress(text) }
    }

    @Test func errorsSayWhatToDo() {
        #expect(ListenError.malformed("x").description.contains("unix:/path/to.sock"))
    }
}
