import Foundation
import Testing

@testable import ProviderKit

@Suite struct `The cookie jar` {
    private static let now = Date(timeIntervalSince1970: 1_790_000_000)

    /// The `Cookie` field for an address after these `Set-Cookie` fields came from another.
    private func field(
        _ setCookies: [String], from: String = "https://api.lunar.example/v1/login",
        to: String = "https://api.lunar.example/v1/x",
        later seconds: Double = 0
    ) throws -> String? {
        var jar = CookieJar()
        let from = try #require(URL(string: from))
        for cookie in setCookies { jar.store(cookie, from: from, at: Self.now) }
        return jar.header(for: try #require(URL(string: to)), at: Self.now + seconds)?.reveal()
    }

    struct Values {
        private let outer = `The cookie jar`()

        @Test func `a cookie comes back`() throws { #expect(try outer.field(["a=1"]) == "a=1") }

        @Test func `the last of a name counts, in the first one's place`() throws {
            #expect(try outer.field(["a=1", "b=2", "a=3"]) == "a=3; b=2")
        }

        @Test func `names differ by case`() throws { #expect(try outer.field(["a=1", "A=2"]) == "a=1; A=2") }

        @Test func `blanks around are not part of it`() throws {
            #expect(try outer.field(["  a \t= 1 ; Path=/"]) == "a=1")
        }

        @Test func `a value may hold an equals sign and quotes`() throws {
            #expect(try outer.field(["a=\"b=c\""]) == "a=\"b=c\"")
        }

        @Test func `an empty value is one`() throws { #expect(try outer.field(["a="]) == "a=") }

        @Test(arguments: ["", "a", "=1", ";", "; Path=/", " = "])
        func `without a name there is no cookie`(text: String) throws { #expect(try outer.field([text]) == nil) }

        @Test(arguments: ["a=1\r\nX: y", "a=1\nb", "a=\u{0}", "a\u{7F}=1", "a=1; Path=/\r\nX: y"])
        func `control characters make it void`(text: String) throws { #expect(try outer.field([text]) == nil) }

        @Test func `more than 4 KB is no cookie`() throws {
            #expect(try outer.field(["a=" + String(repeating: "x", count: 4096)]) == nil)
        }

        @Test func `fifty are kept, and the oldest goes`() throws {
            let field = try #require(try outer.field((1...51).map { "c\($0)=x" }))
            #expect(field.hasPrefix("c2=x; ") && field.hasSuffix("; c51=x"))
        }

        @Test func `16 KB are kept at most`() throws {
            let big = String(repeating: "x", count: 4000)
            let field = try #require(try outer.field((1...9).map { "c\($0)=\(big)" }))
            #expect(field.utf8.count <= 16 * 1024 && field.contains("c9=") && !field.contains("c5="))
        }
    }

    struct Life {
        private let outer = `The cookie jar`()

        @Test func `Max-Age ends it`() throws {
            #expect(try outer.field(["a=1; Max-Age=60"], later: 59) == "a=1")
            #expect(try outer.field(["a=1; Max-Age=60"], later: 60) == nil)
        }

        @Test(arguments: ["0", "-1", "-99999999999999999999"])
        func `an age of nothing deletes`(age: String) throws {
            #expect(try outer.field(["a=1", "a=; Max-Age=\(age)"]) == nil)
        }

        @Test(arguments: ["", "x", "1x", "+5", "1.5", " ", "-"])
        func `an age that is no number is passed over`(age: String) throws {
            #expect(try outer.field(["a=1; Max-Age=\(age)"]) == "a=1")
        }

        @Test func `a huge age is a long time`() throws {
            #expect(try outer.field(["a=1; Max-Age=99999999999999999999"], later: 86_400) == "a=1")
        }

        @Test func `Expires ends it`() throws {
            let expires = "Mon, 21 Sep 2026 14:14:20 GMT"
            #expect(try outer.field(["a=1; Expires=\(expires)"], later: 59) == "a=1")
            #expect(try outer.field(["a=1; Expires=\(expires)"], later: 60) == nil)
        }

        @Test func `Expires in the past deletes`() throws {
            #expect(try outer.field(["a=1", "a=; expires=Thu, 01 Jan 1970 00:00:00 GMT"]) == nil)
        }

        @Test func `an Expires that is no date is passed over`() throws {
            #expect(try outer.field(["a=1; Expires=soon"]) == "a=1")
        }

        @Test func `Max-Age goes before Expires`() throws {
            #expect(try outer.field(["a=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT"]) == "a=1")
        }
    }

    struct Hosts {
        private let outer = `The cookie jar`()

        @Test(arguments: [
            "https://www.lunar.example/v1/x", "https://x.api.lunar.example/v1/x", "https://evil.example/v1/x",
        ])
        func `without a domain it is for its host alone`(to: String) throws {
            #expect(try outer.field(["a=1"], to: to) == nil)
        }

        @Test(arguments: ["lunar.example", ".lunar.example", "LUNAR.example"])
        func `a parent's domain covers its hosts`(domain: String) throws {
            let cookie = "a=1; Path=/; Domain=\(domain)"
            #expect(try outer.field([cookie], to: "https://www.lunar.example/") == "a=1")
            #expect(try outer.field([cookie], to: "https://lunar.example/") == "a=1")
            #expect(try outer.field([cookie], to: "https://evillunar.example/") == nil)
        }

        @Test(arguments: [
            "evil.example", "example", "x.api.lunar.example", "..", "unar.example", ".", "lunar.example.",
        ])
        func `a domain that is not the host's voids it`(domain: String) throws {
            #expect(try outer.field(["a=1; Domain=\(domain)"]) == nil)
        }

        @Test func `an empty domain is none`() throws { #expect(try outer.field(["a=1; Domain="]) == "a=1") }

        @Test func `an address has no parent`() throws {
            let from = "http://127.0.0.1:8080/v1/login"
            #expect(try outer.field(["a=1; Domain=0.0.1"], from: from, to: "http://127.0.0.1:8080/v1/x") == nil)
            #expect(try outer.field(["a=1; Domain=127.0.0.1"], from: from, to: "http://127.0.0.1:8080/v1/x") == "a=1")
        }

        @Test func `the case of the host does not matter`() throws {
            #expect(try outer.field(["a=1"], to: "https://API.Lunar.example/v1/x") == "a=1")
        }
    }

    struct Paths {
        private let outer = `The cookie jar`()

        private func field(_ cookie: String, from: String = "/v1/login", to: String) throws -> String? {
            try outer.field([cookie], from: "https://l.example\(from)", to: "https://l.example\(to)")
        }

        @Test(arguments: [
            ("/v1/login", "/v1"), ("/v1/", "/v1"), ("/v1", "/"), ("/", "/"), ("", "/"), ("/a/b/c", "/a/b"),
            ("/a%2Fb/c", "/a%2Fb"),
        ])
        func `the usual path is the directory`(from: String, directory: String) throws {
            let below = directory == "/" ? "/x" : directory + "/x"
            #expect(try field("a=1", from: from, to: below) == "a=1")
            #expect(try field("a=1", from: from, to: directory) == "a=1")
            if directory != "/" { #expect(try field("a=1", from: from, to: directory + "x") == nil) }
        }

        @Test func `a path covers what is below it`() throws {
            #expect(try field("a=1; Path=/v", to: "/v/1") == "a=1")
            #expect(try field("a=1; Path=/v/", to: "/v/1") == "a=1")
            #expect(try field("a=1; Path=/v/", to: "/v") == nil)
            #expect(try field("a=1; Path=/v", to: "/v1") == nil)
        }

        @Test func `a path that is none is the usual one`() throws {
            #expect(try field("a=1; Path=x", to: "/v1/x") == "a=1")
        }

        @Test func `the longer path goes first`() throws {
            #expect(try outer.field(["a=1; Path=/", "b=2; Path=/v1", "c=3; Path=/"]) == "b=2; a=1; c=3")
        }

        @Test func `two paths are two cookies`() throws {
            #expect(try outer.field(["a=1; Path=/", "a=2; Path=/v1"]) == "a=2; a=1")
        }
    }

    struct Secure {
        private let outer = `The cookie jar`()

        @Test func `a secure cookie is for https`() throws {
            #expect(try outer.field(["a=1; Secure"]) == "a=1")
            #expect(try outer.field(["a=1; Secure"], to: "http://api.lunar.example/v1/x") == nil)
        }

        @Test func `http may not set one`() throws {
            #expect(try outer.field(["a=1; Secure"], from: "http://api.lunar.example/v1/login") == nil)
        }

        @Test func `http may not replace one`() throws {
            var jar = CookieJar()
            jar.store("a=1; Secure; Path=/", from: try #require(URL(string: "https://l.example/")))
            jar.store("a=evil; Path=/", from: try #require(URL(string: "http://l.example/")))
            #expect(jar.header(for: try #require(URL(string: "https://l.example/")))?.reveal() == "a=1")
        }

        @Test(arguments: [
            "__Secure-a=1", "__Host-a=1; Secure", "__Host-a=1; Secure; Path=/; Domain=api.lunar.example",
            "__host-a=1; Path=/",
        ])
        func `a prefix that is not kept to voids it`(cookie: String) throws {
            #expect(try outer.field([cookie]) == nil)
        }

        @Test func `one that is`() throws { #expect(try outer.field(["__Host-a=1; Secure; Path=/"]) == "__Host-a=1") }
    }

    @Test func `it does not print`() throws {
        var jar = CookieJar()
        jar.store("a=hunter2", from: try #require(URL(string: "https://l.example/")))
        var dumped = ""
        dump(jar, to: &dumped)
        #expect(!"\(jar)\(dumped)".contains("hunter2"))
    }

    @Test func `it survives being kept in a grant`() throws {
        var jar = CookieJar()
        jar.store("a=1; Max-Age=60; Path=/", from: try #require(URL(string: "https://l.example/")), at: Self.now)
        let encoder = JSONEncoder()
        let decoder = JSONDecoder()
        encoder.userInfo = SecretCoding.insideSealedData.userInfo
        decoder.userInfo = SecretCoding.insideSealedData.userInfo
        #expect(try decoder.decode(CookieJar.self, from: encoder.encode(jar)) == jar)
        #expect(throws: EncodingError.self) { try JSONEncoder().encode(jar) }
    }
}
