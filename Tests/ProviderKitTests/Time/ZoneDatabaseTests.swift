import Foundation
import Testing

@testable import ProviderKit

@Suite struct ZoneDatabaseTests {
    @Test(arguments: [
        "../etc/passwd", "/etc/passwd", "Europe/../../etc/passwd", "Europe//London", "Europe/London/",
        "./Europe/London",
        "", ".", "Europe/London\0", "right/Europe/London", "posix/Europe/London", "localtime", "tzdata.zi", "a/b/c/d",
        "Europe\\London", "Ｅurope/London", "<+1030>",
    ])
    func whatIsNoNameNeverReachesTheDisk(name: String) {
        #expect(throws: ZoneError.invalidName(name)) { try ZoneDatabase.system.zone(name) }
    }

    @Test func aZoneThatDoesNotExistIsUnknown() {
        let error = #expect(throws: ZoneError.self) { try ZoneDatabase.system.zone("Europe/Londen") }
        #expect(error?.description.contains("check the spelling") == true)
    }

    @Test func aFolderIsNoZone() {
        #expect(!ZoneDatabase.system.contains("Europe"))
    }

    @Test func namesWithAHyphenAndASignAreRead() throws {
        #expect(try ZoneDatabase.system.zone("Etc/GMT-5").offset(at: Sample.now) == 5 * 3600)
    }

    @Test func anotherFileInTheFolderIsNoZone() throws {
        let text = Array(repeating: UInt8(ascii: "x"), count: 100)
        #expect(throws: ZoneError.malformed(name: "Fake", reason: "no TZif header")) {
            try inFolder(["Fake": text]) { try $0.zone("Fake") }
        }
    }

    @Test func aFileThatIsTooLargeIsNotRead() throws {
        #expect(throws: ZoneError.malformed(name: "Huge", reason: "it cannot be read")) {
            try inFolder(["Huge": Array(repeating: 0, count: 2 << 20)]) { try $0.zone("Huge") }
        }
    }

    @Test func theFirstFolderWins() throws {
        let here = TZifFile(types: [(7200, 0, 0)]).bytes
        let zone = try inFolder(["Europe": here]) {
            try ZoneDatabase(folders: $0.folders + ZoneDatabase.system.folders).zone("Europe")
        }
        #expect(zone.offset(at: Sample.now) == 7200)
    }

    @Test func aZoneIsReadOnce() throws {
        let zones = try inFolder(["Here": TZifFile(types: [(7200, 0, 0)]).bytes]) { database in
            let zone = try database.zone("Here")
            try FileManager.default.removeItem(atPath: database.folders[0] + "/Here")
            return [zone, try database.zone("Here")]
        }
        #expect(zones[0] == zones[1])
    }

    @Test func utcNeedsNoDatabase() throws {
        #expect(try ZoneDatabase(folders: []).zone("UTC").offset(at: Sample.now) == 0)
    }

    @Test func relativeFoldersAreLeftOut() { #expect(ZoneDatabase(folders: ["zoneinfo", ""]).folders == []) }

    @Test func withoutAnyDatabaseWellFormedNamesCount() {
        #expect(ZoneDatabase(folders: ["/nonexistent"]).contains("Europe/London"))
    }

    @Test func withoutAnyDatabaseOtherNamesDoNotCount() {
        #expect(!ZoneDatabase(folders: ["/nonexistent"]).contains("../etc/passwd"))
    }

    func inFolder<Result>(_ files: [String: [UInt8]], _ body: (ZoneDatabase) throws -> Result) throws -> Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("zones-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, bytes) in files { try Data(bytes).write(to: folder.appendingPathComponent(name)) }
        return try body(ZoneDatabase(folders: [folder.path]))
    }
}
