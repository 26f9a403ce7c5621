import Foundation
import ProviderTesting
import Testing

@testable import Replay

/// Every journey of Tests/Replays, with what each web server says, at the root and below a path.
@Suite struct JourneyTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Replays")
    static let files = paths(in: folder, ending: ".replay")
    static let parameters = paths(in: folder.appending(path: "parameters"), ending: ".txt")
    static let mounts = ["", "/connect/lunar"]

    static func paths(in folder: URL, ending: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.filter { $0.hasSuffix(ending) }.sorted().map { folder.appending(path: $0).path }
    }

    @Test func thereAreJourneys() { #expect(Self.files.count >= 10) }

    @Test(arguments: files.filter { $0.hasSuffix("-happy.replay") })
    func whatIsCalledHappyEndsInTheApp(file: String) throws {
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(text.contains("\n<< location: https://app.example/app/return?fp_cot="))
    }

    @Test(arguments: files, mounts) func inProcess(file: String, mount: String) async throws {
        for parameters in Self.parameters {
            let parameters = try ServerParameters(path: parameters)
            let player = try Self.player(file, mount, parameters)
            let target = try player.responder(mount: mount, parameters: parameters)
            let failures = await player.play(on: target)
            #expect(failures == [], "\(parameters.name)")
        }
    }

    @Test(arguments: files, mounts) func overASocket(file: String, mount: String) async throws {
        for parameters in Self.parameters {
            let parameters = try ServerParameters(path: parameters)
            let player = try Self.player(file, mount, parameters)
            try await SocketRun.serve(player.flowResponder()) { socket in
                let target = FastCGITarget(
                    socket: socket, origin: ReplayPlayer.origin, mount: mount, parameters: parameters)
                let failures = await player.play(on: target)
                #expect(failures == [], "\(parameters.name)")
            }
        }
    }

    /// The stock parameters of nginx and Apache do not tell the mount, and on shared hosts a script's name is in it:
    /// PUBLIC_URL tells it.
    static func player(_ path: String, _ mount: String, _ parameters: ServerParameters) throws -> ReplayPlayer {
        var file = try ReplayFile(path: path)
        if parameters.name.hasSuffix("-stock") || parameters.name.hasPrefix("shared-hosting") {
            file.settings.append(.init(name: "PUBLIC_URL", value: "{{secret:public_url}}"))
        }
        return ReplayPlayer(file, publicURL: ReplayPlayer.origin.absoluteString + mount)
    }

    /// Octopus Energy's tariffs expire with the day on which they are read.
    @Test(arguments: [
        (true, "2026-12-24T00:00:00Z", 1), (false, "2026-12-24T00:00:00Z", 0), (false, "some day", 1), (false, nil, 1),
    ])
    func aDayThatIsNotTheJourneysIsOnlyAFailureByItsClock(followsClock: Bool, day: String?, failures: Int) async throws
    {
        let path = Self.folder.appending(path: "octopus-happy.replay").path
        let line = day.map { "\"provider_tariff_expiry_date\": \"\($0)\"" } ?? "\"other\": 1"
        let text = try String(contentsOfFile: path, encoding: .utf8)
            .replacing(/"provider_tariff_expiry_date": "[^"]+"/, with: line)
        let player = ReplayPlayer(try ReplayFile(text: text), publicURL: ReplayPlayer.origin.absoluteString)
        let target = try player.responder(mount: "", parameters: .nginx)
        #expect(await player.play(on: target, followsClock: followsClock).count == failures)
    }

    @Test(arguments: files) func nothingPrivateIsInIt(file: String) { #expect(ReplayLint.faults(in: file) == []) }

    @Test(arguments: files) func isWrittenAsItIsRead(file: String) throws {
        let replay = try ReplayFile(path: file)
        #expect(try ReplayFile(text: replay.text).text == replay.text)
    }
}
