import Foundation

@testable import ProviderKit

enum Sites {
    static func zone(_ name: String) throws -> Zone { try ZoneDatabase.system.zone(name) }

    static var london: Zone { get throws { try zone("Europe/London") } }
}

/// One line of `zdump -v`: an instant, and what the clock shows there.
struct ZdumpLine: Sendable {
    let instant: Date
    let local: String
    let offset: Int

    /// Every change of a zone from 1850 to 2099, by the C library's own program.
    static func all(_ zone: String) throws -> [ZdumpLine] {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/zdump")
        process.arguments = ["-v", "-c", "1850,2100", zone]
        process.standardOutput = pipe
        try process.run()
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return output.split(separator: "\n").compactMap { ZdumpLine(line: $0) }
    }

    /// `Europe/London  Sun Mar 29 01:00:00 2026 UT = Sun Mar 29 02:00:00 2026 BST isdst=1 gmtoff=3600`
    private init?(line: Substring) {
        let words = line.split(separator: " ")
        guard words.count == 16, let offset = words[15].split(separator: "=").last.flatMap({ Int($0) }),
            let universal = Self.date(words[1...5]), let local = Self.date(words[8...12]),
            let instant = RFC3339.date(from: universal + "Z")
        else { return nil }
        self.instant = instant
        self.local = local
        self.offset = offset
    }

    /// `Sun Mar 29 01:00:00 2026` as `2026-03-29T01:00:00`.
    private static func date(_ words: ArraySlice<Substring>) -> String? {
        let words = Array(words)
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard let month = months.firstIndex(of: String(words[1])), let day = Int(words[2]) else { return nil }
        return "\(words[4])-\(Digits.padded(month + 1, 2))-\(Digits.padded(day, 2))T\(words[3])"
    }
}

/// Makes time zone files by hand.
struct TZifFile {
    var version: UInt8 = UInt8(ascii: "2")
    var transitions: [(time: Int, type: UInt8)] = []
    var types: [(offset: Int32, isDST: UInt8, name: UInt8)] = [(0, 0, 0)]
    var names: [UInt8] = Array("UTC\0".utf8)
    var leapSeconds: Int32 = 0
    var flags: Int32 = 0
    var footer: String? = ""

    var bytes: [UInt8] {
        guard version != 0 else { return header + block(timeSize: 4) }
        let first = TZifFile(version: version)
        return first.header + first.block(timeSize: 4) + header + block(timeSize: 8)
            + (footer.map { Array("\n\($0)\n".utf8) } ?? [])
    }

    private var header: [UInt8] {
        let counts = [flags, flags, leapSeconds, Int32(transitions.count), Int32(types.count), Int32(names.count)]
        return Array("TZif".utf8) + [version] + Array(repeating: 0, count: 15) + counts.flatMap { Self.big($0) }
    }

    private func block(timeSize: Int) -> [UInt8] {
        let times = transitions.flatMap { timeSize == 8 ? Self.big(Int64($0.time)) : Self.big(Int32($0.time)) }
        return times + transitions.map(\.type) + types.flatMap { Self.big($0.offset) + [$0.isDST, $0.name] } + names
    }

    private static func big(_ number: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
    }
}
