import Foundation
import Testing

@testable import ProviderKit

@Suite struct `Environment variables` {
    private func parse(_ text: String) throws -> [String] {
        try EnvironmentVariables.parse(Data(text.utf8), file: ".env").map { "\($0.name)=\($0.value)" }
    }

    private func file(_ text: String) throws -> String {
        let path = NSTemporaryDirectory() + "env-\(UUID().uuidString)"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        return path
    }

    @Test(arguments: [
        ("A=1", ["A=1"]), ("A=1\nB=2\n", ["A=1", "B=2"]), ("A=1\r\nB=2\r\n", ["A=1", "B=2"]),
        ("# x\n\n  A= 1 ", ["A=1"]),
        ("export A=1", ["A=1"]), ("A=\"1 2\"", ["A=1 2"]), ("A='x\"y'", ["A=x\"y"]), ("A=b=c", ["A=b=c"]),
        ("A=", ["A="]),
        ("A=\"", ["A=\""]), ("A=1 # 2", ["A=1 # 2"]), ("\u{FEFF}A=1", ["A=1"]), ("A=é", ["A=é"]), ("", []),
    ])
    func `lines`(text: String, pairs: [String]) throws { #expect(try parse(text) == pairs) }

    @Test(arguments: [("A", 1), ("=1", 1), ("A=1\nB C=2", 2), ("\n\nA-B=1", 3), ("Ä=1", 1)])
    func `a line that is none is a fault that names it`(text: String, line: Int) {
        #expect {
            try parse(text)
        } throws: { ($0 as? ConfigurationFault)?.variable == ".env:\(line)" }
    }

    @Test func `a fault does not repeat the line`() {
        #expect {
            try parse("APP SECRET=hunter2")
        } throws: { !"\($0)".contains("hunter2") }
    }

    @Test(arguments: [[0x41, 0x3D, 0xE9], [0x41, 0x3D, 0x00]] as [[UInt8]])
    func `a file that is no text is a fault, not a changed secret`(bytes: [UInt8]) {
        #expect(throws: ConfigurationFault.self) { try EnvironmentVariables.parse(Data(bytes), file: ".env") }
    }

    @Test func `the environment wins over the file`() throws {
        var variables = EnvironmentVariables(["A": "1"])
        try variables.addFile(try file("A=2\nB=3"), isOptional: false)
        #expect(variables.values == ["A": "1", "B": "3"])
    }

    @Test func `an empty variable counts as unset`() throws {
        var variables = EnvironmentVariables(["A": ""])
        #expect(variables["A"] == nil)
        try variables.addFile(try file("A=2"), isOptional: false)
        #expect(variables["A"] == "2")
    }

    @Test func `an optional file may be missing`() throws {
        var variables = EnvironmentVariables([:])
        try variables.addFile("/nonexistent/.env", isOptional: true)
        #expect(variables.values.isEmpty)
    }

    @Test func `a file that was asked for may not`() {
        var variables = EnvironmentVariables([:])
        #expect(throws: ConfigurationFault.self) { try variables.addFile("/nonexistent/.env", isOptional: false) }
    }
}

@Suite struct `Configuration faults` {
    @Test func `say what, where and how to mend it`() {
        #expect(
            ConfigurationFault(variable: "A", problem: "is bad", fix: "make it good").description
                == "A: is bad (fix: make it good)")
    }

    @Test(arguments: ["https://api.example", "http://127.0.0.1:8080/v1", "HTTPS://api.example/"])
    func `addresses`(text: String) throws {
        #expect(try ConfigurationFault.checkedURL(text, variable: "A").absoluteString == text)
    }

    @Test(arguments: [
        "", "api.example", "ftp://api.example", "https://", "https:///x", "https://user:hunter2@api.example",
        "https://api.example?x=1",
        "https://api.example#x", "javascript:alert(1)", "https://user@api.example", "https:// api.example",
    ])
    func `what is none is a fault that repeats no password`(text: String) {
        #expect {
            try ConfigurationFault.checkedURL(text, variable: "A_URL")
        } throws: { error in
            "\(error)".hasPrefix("A_URL: ") && !"\(error)".contains("hunter2")
        }
    }

    private let profile = ProviderProfile(
        flatPeakID: "prv_1", slug: "octopus-energy-uk", displayName: "x", integrationInstance: "x")

    @Test func `a provider sees its own variables`() {
        let settings = ProviderSettings(
            profile, values: ["OCTOPUS_ENERGY_UK_X": "1", "X": "2", "OCTOPUS_ENERGY_UK_Y": ""])
        #expect(settings["X"] == "1" && settings["Y"] == nil)
    }

    @Test func `a provider's address has a default`() throws {
        let settings = ProviderSettings(profile, values: [:])
        #expect(try settings.url("API_URL", default: "https://api.example").absoluteString == "https://api.example")
    }

    @Test func `a provider's bad address names the variable`() {
        let settings = ProviderSettings(profile, values: ["OCTOPUS_ENERGY_UK_API_URL": "nonsense"])
        #expect {
            try settings.url("API_URL", default: "https://api.example")
        } throws: {
            ($0 as? ConfigurationFault)?.variable == "OCTOPUS_ENERGY_UK_API_URL"
        }
    }
}
