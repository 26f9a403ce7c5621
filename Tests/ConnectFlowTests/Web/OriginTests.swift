import Foundation
import HTTPTypes
import Testing

@testable import ConnectFlow

@Suite struct `Where a request comes from` {
    private func origin(
        _ fields: HTTPFields, authority: String? = "rates.example", scheme: String = "http", public url: String? = nil
    ) -> Origin {
        let head = HTTPRequest(method: .post, scheme: scheme, authority: authority, path: "/", headerFields: fields)
        return Origin(of: head, publicURL: url.flatMap(URL.init(string:)))
    }

    @Test func `Sec-Fetch-Site same-origin is our own`() { #expect(origin([.secFetchSite: "same-origin"]) == .own) }

    @Test(arguments: ["same-site", "cross-site", "none", "", "Same-Origin", "same-origin, cross-site"])
    func `every other Sec-Fetch-Site is foreign`(site: String) {
        #expect(origin([.secFetchSite: site, .origin: "http://rates.example"]) == .foreign)
    }

    @Test func `neither header is unknown`() { #expect(origin([:]) == .unknown) }

    struct `with PUBLIC_URL` {
        private func origin(_ text: String, _ url: String = "https://rates.example/x") -> Origin {
            `Where a request comes from`().origin([.origin: text], authority: "evil.example", public: url)
        }

        @Test(arguments: ["https://rates.example", "https://rates.example:443", "HTTPS://Rates.Example"])
        func `the same origin is our own`(text: String) { #expect(origin(text) == .own) }

        @Test(arguments: [
            "http://rates.example", "https://rates.example:8443", "https://evil.example",
            "https://rates.example.evil.example",
            "https://evil-rates.example", "null", "", "https://rates.example/", "https://rates.example@evil.example",
            "https://evil.example#https://rates.example", "https://rates.example, https://evil.example",
            "//rates.example",
            "https://rates.example\\", "https://rates.example:", "https://rates.example:99999", "file://",
            "chrome-extension://rates.example", "https:// rates.example",
        ])
        func `every other one is foreign`(text: String) { #expect(origin(text) == .foreign) }

        @Test func `its scheme may be in capitals`() {
            #expect(origin("https://rates.example", "HTTPS://rates.example") == .own)
        }

        @Test func `its port counts`() {
            #expect(origin("https://rates.example:8443", "https://rates.example:8443") == .own)
        }
    }

    struct `without PUBLIC_URL` {
        private func origin(_ text: String, _ authority: String?, scheme: String = "http") -> Origin {
            `Where a request comes from`().origin([.origin: text], authority: authority, scheme: scheme)
        }

        @Test func `the host that was asked for is our own`() {
            #expect(origin("http://rates.example", "rates.example") == .own)
        }

        @Test func `nginx drops the port from the host`() {
            #expect(origin("http://rates.example:8080", "rates.example") == .own)
        }

        @Test func `a port that is there must match`() {
            #expect(origin("http://rates.example:8081", "rates.example:8080") == .foreign)
        }

        @Test func `a usual port may be written out`() {
            #expect(origin("https://rates.example", "rates.example:443") == .own)
        }

        @Test func `an address in brackets`() { #expect(origin("http://[::1]:8080", "[::1]:8080") == .own) }

        @Test(arguments: ["http://evil.example", "null", "http://rates.example.evil.example"])
        func `another host is foreign`(text: String) { #expect(origin(text, "rates.example") == .foreign) }

        @Test func `without a host nothing is our own`() { #expect(origin("http://rates.example", nil) == .foreign) }

        @Test func `a host with a user name in it is nothing`() {
            #expect(origin("http://evil.example", "rates.example@evil.example") == .foreign)
        }

        @Test func `a page that came over http cannot post to us over https`() {
            #expect(origin("http://rates.example", "rates.example", scheme: "https") == .foreign)
        }

        @Test func `a proxy in front may have taken the TLS off`() {
            #expect(origin("https://rates.example", "rates.example", scheme: "http") == .own)
        }
    }

    struct Navigation {
        private func isNone(_ fields: HTTPFields) -> Bool {
            HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/", headerFields: fields).isNoNavigation
        }

        @Test func `one that says nothing may be one`() { #expect(!isNone([:])) }

        @Test func `navigate is one`() { #expect(!isNone([.secFetchMode: "navigate"])) }

        @Test(arguments: ["no-cors", "cors", "same-origin", "websocket", ""])
        func `other modes are none`(mode: String) { #expect(isNone([.secFetchMode: mode])) }

        @Test(arguments: ["prefetch", "prefetch;prerender", "Prefetch"])
        func `a prefetch is none`(purpose: String) {
            #expect(isNone([.secFetchMode: "navigate", .secPurpose: purpose]))
        }

        @Test func `nor is the old kind of prefetch`() { #expect(isNone([.purpose: "prefetch"])) }
    }
}
