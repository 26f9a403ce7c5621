import Testing

@testable import ConnectFlow

@Suite struct `Forms` {
    private func form(_ text: String) throws -> FormData { try FormData(Array(text.utf8)) }

    @Test func `names and values`() throws { #expect(try form("a=1&b=2")["b"] == "2") }

    @Test func `a plus is a space`() throws { #expect(try form("a=x+y")["a"] == "x y") }

    @Test func `percent escapes of either case`() throws { #expect(try form("a=%c3%A9%2B")["a"] == "é+") }

    @Test func `an escaped name`() throws { #expect(try form("%61=1")["a"] == "1") }

    @Test func `half an escape stays as it is`() throws { #expect(try form("a=100%&b=%zz")["a"] == "100%") }

    @Test func `escapes are undone once`() throws { #expect(try form("a=%2525")["a"] == "%25") }

    @Test func `a value may hold an equals sign`() throws { #expect(try form("a=b=c")["a"] == "b=c") }

    @Test func `a field without a value is empty`() throws { #expect(try form("a&b=")["a"] == "") }

    @Test func `a missing field is none`() throws { #expect(try form("a=1")["b"] == nil) }

    @Test func `a field that stands twice counts as missing`() throws { #expect(try form("a=1&a=1")["a"] == nil) }

    @Test func `empty pairs are skipped`() throws { #expect(try form("&&a=1&&")["a"] == "1") }

    @Test func `nothing is an empty form`() throws { #expect(try form("")["a"] == nil) }

    @Test(arguments: ["a=%ff", "a=%C0%AF", "%fe=1", "a=%ed%a0%80"])
    func `what is no UTF-8 is refused`(text: String) { #expect(throws: FormData.Fault.unreadable) { try form(text) } }

    @Test(arguments: ["a=%00", "a=\0", "a%00=1"])
    func `a NUL is refused`(text: String) { #expect(throws: FormData.Fault.unreadable) { try form(text) } }

    @Test func `64 fields are read`() throws {
        let text = (1...64).map { "f\($0)=\($0)" }.joined(separator: "&")
        #expect(try form(text)["f64"] == "64")
    }

    @Test func `65 fields are too many`() {
        let text = (1...65).map { "f\($0)=\($0)" }.joined(separator: "&")
        #expect(throws: FormData.Fault.tooManyFields) { try form(text) }
    }

    @Test func `a plus may be a field's whole value`() throws { #expect(try form("a=+")["a"] == " ") }
}
