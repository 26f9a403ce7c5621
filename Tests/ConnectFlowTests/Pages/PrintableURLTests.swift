import Testing

@testable import ConnectFlow

@Suite struct `Printable URLs` {
    @Test(arguments: [
        "https://a.example", "https://a.example/", "HTTPS://a.example/x?y=z#t", "https://a.example:8443/x",
        "https://[2001:db8::1]/x", "https://[2001:db8::1]:443/", "http://localhost:8080/x", "http://127.0.0.1/x",
        "http://127.1.2.3:1/x", "http://[::1]:8080/x", "https://a.example?x", "https://a_b.example/%20",
    ])
    func `https, and http on loopback`(url: String) {
        #expect(PrintableURL.check(url) == url)
    }

    @Test(arguments: [
        "", "https", "https:", "https:/", "https://", "https:///x", "http://a.example/", "//a.example", "/x",
        "a.example",
        "javascript:alert(1)", "JaVaScRiPt://%0aalert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd",
        " https://a.example", "https://a.example/ x", "https://a.example/\n", "https://a.example\\@b.example/",
        "https://user@a.example/", "https://a.example@b.example/", "https://a.example/\"", "https://a.example/<",
        "https://ä.example/", "https://a.example:x/", "https://:443/", "http://localhost.evil.example/",
        "http://127.0.0.1.evil.example/", "http://127.0.0.256/", "http://1270.0.1/", "http://localhost@evil.example/",
        "https://a.example:1:2/", "https://[::1/", "https://::1]/", "https:a.example", "https:\\\\a.example",
    ])
    func `nothing else`(url: String) {
        #expect(PrintableURL.check(url) == nil)
    }

    @Test func `no endless URL`() {
        #expect(PrintableURL.check("https://a.example/" + String(repeating: "a", count: 2048)) == nil)
    }
}
