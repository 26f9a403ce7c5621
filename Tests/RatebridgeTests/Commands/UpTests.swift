import Foundation
import Testing

@testable import ratebridge

@Suite struct UpTests {
    @Test func theScriptOfTheCheckoutIsFoundFromBelow() throws {
        let folder = Run.repository.appending(path: "Sources/ratebridge")
        #expect(try UpCommand.script(from: folder) == Run.repository.appending(path: "deploy/up").path)
    }

    @Test func outsideOfACheckoutItSaysHowToStartTheParts() async throws {
        let run = try await Run("up")
        #expect(run.code == 1 && run.errors.contains("ratebridge-fcgi --listen"))
    }

    @Test func aPortThatIsNoneIsAWrongCall() async throws {
        #expect(try await Run("up", "--port", "99999").code == 2)
    }

    @Test func aScriptThatEverybodyMayChangeIsNotRun() throws {
        let script = try Scratch("#!/bin/sh\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: script.url.path)
        #expect(throws: Failure.self) { try UpCommand.check(script.url.path) }
    }

    @Test func theScriptOfThisCheckoutIsRun() throws {
        let script = Run.repository.appending(path: "deploy/up").path
        #expect(throws: Never.self) { try UpCommand.check(script) }
    }

    @Test func aScriptOfAnotherUserIsNotRun() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "up-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let script = folder.appending(path: "up").path
        try Data().write(to: URL(filePath: script))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
        // Where this runs as root, the file has to be given away first: root's own is anybody's to run.
        let owner: uid_t = getuid() == 0 ? 12_345 : getuid()
        if getuid() == 0 { #expect(chown(script, owner, 0) == 0 && chown(folder.path, owner, 0) == 0) }
        #expect(throws: Never.self) { try UpCommand.check(script, user: owner) }
        #expect(throws: Never.self) { try UpCommand.check(script, user: 0, sudoUser: "\(owner)") }
        #expect(throws: Failure.self) { try UpCommand.check(script, user: owner + 1) }
    }

    @Test(arguments: [["up", "--provider", "acme"], ["sandbox", "--provider", "acme"]])
    func anUnknownProviderIsALineWithThoseThereAre(arguments: [String]) async throws {
        let run = try await Run(arguments)
        #expect(run.code == 2 && run.output == "")
        #expect(
            run.errors.contains(
                "there is no provider 'acme'; set PROVIDER or --provider to one of: lunar-energy, octopus-energy-uk, tibber"
            ))
    }

    @Test(arguments: ["up", "sandbox"])
    func anUnknownProviderOfTheEnvironmentIsAWrongCall(command: String) async throws {
        let run = try await Run(command, environment: ["PROVIDER": "acme"])
        #expect(run.code == 2 && run.errors.contains("one of: lunar-energy, "))
    }
}
