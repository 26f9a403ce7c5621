import Foundation
import Testing

@testable import ProviderKit

@Suite struct TZifTests {
    let summer = TZifFile(
        transitions: [(1000, 1), (2000, 0)], types: [(0, 0, 0), (3600, 1, 0)], footer: "GMT0BST,M3.5.0/1,M10.5.0")

    func zone(_ file: TZifFile) throws -> Zone { Zone(name: "Test", table: try TZif(file.bytes)) }

    func reason(_ file: TZifFile) -> String? {
        #expect(throws: TZif.Malformed.self) { try TZif(file.bytes) }?.reason
    }

    func offset(_ file: TZifFile, at second: Int) throws -> Int { try zone(file).offset(atSecond: second) }

    @Test(arguments: [(999, 0), (1000, 3600), (1999, 3600), (2000, 0)])
    func theTableHoldsFromEachTransition(second: Int, offset: Int) throws {
        #expect(try self.offset(summer, at: second) == offset)
    }

    @Test func theFirstTypeHoldsBeforeTheTable() throws {
        let file = TZifFile(transitions: [(1000, 0)], types: [(60, 0, 0)])
        #expect(try offset(file, at: -5_000_000_000) == 60)
    }

    @Test func theFooterHoldsAfterTheTable() throws {
        #expect(try zone(summer).offset(at: Sample.instant("2050-07-01T00:00:00Z")) == 3600)
    }

    @Test func withoutAFooterTheLastOffsetHolds() throws {
        var file = summer
        file.footer = ""
        file.transitions = [(1000, 1)]
        #expect(try offset(file, at: 5_000_000_000) == 3600)
    }

    @Test func theFirstVersionIsReadFromItsShortNumbers() throws {
        let file = TZifFile(version: 0, transitions: [(-1000, 1)], types: [(0, 0, 0), (-3600, 0, 0)])
        #expect(try offset(file, at: 0) == -3600)
    }

    @Test(arguments: ["3", "4"]) func laterVersionsAreRead(version: Unicode.Scalar) throws {
        var file = summer
        file.version = UInt8(ascii: version)
        #expect(try offset(file, at: 1500) == 3600)
    }

    @Test func noTransitionsAndAFooterAreEnough() throws {
        let file = TZifFile(types: [(3600, 0, 0)], footer: "CET-1CEST,M3.5.0,M10.5.0/3")
        #expect(try zone(file).offset(at: Sample.instant("2026-07-01T00:00:00Z")) == 7200)
    }

    @Test func everyFileThatIsCutShortIsRefused() {
        let bytes = summer.bytes
        let read = bytes.indices.filter { (try? TZif(Array(bytes[..<$0]))) != nil }
        #expect(read == [])
    }

    @Test func damagedFilesAreReadOrRefusedButNeverCrash() {
        var random = SplitMix64(seed: 8536)
        for _ in 0..<3000 {
            var bytes = summer.bytes
            for _ in 0...Int.random(in: 0...3, using: &random) {
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            guard let table = try? TZif(bytes) else { continue }
            let zone = Zone(name: "Damaged", table: table)
            #expect(abs(zone.localDay(containing: Sample.now).duration) < 10 * 86_400)
        }
    }

    @Test func transitionsOutOfOrderAreRefused() {
        #expect(reason(TZifFile(transitions: [(2000, 0), (1000, 0)])) == "transitions out of order")
    }

    @Test func aTypeOutOfBoundsIsRefused() {
        #expect(reason(TZifFile(transitions: [(1000, 1)])) == "a local time type out of bounds")
    }

    @Test func aNameOutOfBoundsIsRefused() {
        #expect(reason(TZifFile(types: [(0, 0, 4)])) == "a name out of bounds")
    }

    @Test func anAbsurdOffsetIsRefused() {
        #expect(reason(TZifFile(types: [(.min, 0, 0)])) == "an offset of -2147483648 seconds")
    }

    @Test func anAbsurdFlagIsRefused() { #expect(reason(TZifFile(types: [(0, 2, 0)])) == "a daylight flag of 2") }

    @Test func noTypeAtAllIsRefused() { #expect(reason(TZifFile(types: [])) == "no local time types") }

    @Test func leapSecondsAreRefused() {
        #expect(reason(TZifFile(leapSeconds: 1))?.hasPrefix("leap seconds") == true)
    }

    @Test func hugeCountsAreRefused() {
        #expect(reason(TZifFile(leapSeconds: .max)) == "a count beyond the end of the file")
    }

    @Test func countsBelowZeroAreRefused() {
        #expect(reason(TZifFile(leapSeconds: -1)) == "a count beyond the end of the file")
    }

    @Test func flagsThatDoNotMatchTheTypesAreRefused() {
        #expect(reason(TZifFile(flags: 3)) == "counts that do not match")
    }

    @Test func aFileWithoutItsFooterIsRefused() { #expect(reason(TZifFile(footer: nil)) == "it ends too early") }

    @Test func aFooterThatIsNoRuleIsRefused() {
        #expect(reason(TZifFile(footer: "rubbish")) == "a footer that is no POSIX TZ rule")
    }

    @Test func anUnknownVersionIsRefused() { #expect(reason(TZifFile(version: 1)) == "an unknown version") }
}
