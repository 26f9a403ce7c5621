import Testing

@testable import ConnectFlow

@Suite struct `Assets` {
    private func address(_ name: String) throws -> String {
        try Pages.embedded().assets.address(of: name)
    }

    @Test func `a page links its style sheet by the hash of its content`() throws {
        let address = try address("style.css")
        #expect(try Sample.render(.noTariffs).contains("href=\"/connect/lunar/assets/\(address)\""))
        #expect(address.utf8.count == "style..css".utf8.count + 16)
    }

    @Test func `under its hash a file may be kept for good`() throws {
        let asset = try #require(try Pages.embedded().asset(address("style.css")))
        #expect(asset.isImmutable && asset.contentType == "text/css; charset=utf-8" && !asset.bytes.isEmpty)
    }

    @Test(arguments: ["style.css", "style.0123456789abcdef.css"])
    func `under no hash or another one it may not`(path: String) throws {
        #expect(try Pages.embedded().asset(path)?.isImmutable == false)
    }

    @Test func `a script is a script`() throws {
        #expect(try Pages.embedded().asset("page.js")?.contentType == "text/javascript; charset=utf-8")
    }

    @Test(arguments: [
        "", "nothing.css", "../pages/error.mustache", "style.css/", "/style.css", "style.xyz.css", "style..css",
        "style.0123456789abcdef", "style.+123456789abcdef.css",
    ])
    func `nothing else is served`(path: String) throws {
        #expect(try Pages.embedded().asset(path) == nil)
    }

    @Test func `an accent's style sheet is made for its colour`() throws {
        let asset = try #require(try Pages.embedded().asset("accent/1f6f54.css"))
        let css = String(decoding: asset.bytes, as: UTF8.self)
        #expect(css.hasPrefix(":root{--accent:#1f6f54;--on-accent:#ffffff;--accent-ink:#1f6f54}"))
        #expect(asset.isImmutable && asset.contentType == "text/css; charset=utf-8")
    }

    @Test(arguments: [
        "accent/.css", "accent/fff.css", "accent/1f6f5g.css", "accent/+f6f54.css", "accent/-f6f54.css",
        "accent/1f6f54.js", "accent/1f6f54", "accent/1f6f54.css.css", "accent//1f6f54.css", "accent/ééé.css",
    ])
    func `an accent is six hexadecimal digits`(path: String) throws {
        #expect(try Pages.embedded().asset(path) == nil)
    }

    @Test func `the first page and its style sheets stay under 14 KB`() throws {
        let pages = try Pages.embedded()
        let page = pages.render(Sample.pages()[0], Sample.chrome).count
        let files = ["style.css", "accent/1f6f54.css"].compactMap { pages.asset($0)?.bytes.count }
        #expect(files.count == 2)
        #expect(page + files.reduce(0, +) < 14_000)
    }
}
