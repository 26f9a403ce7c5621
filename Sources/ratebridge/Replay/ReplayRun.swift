import Foundation
import ProviderKit
import ProviderTesting
import Replay

/// Plays journeys, each against a responder of its own or all against a running one.
struct ReplayRun {
    /// What came of a journey.
    enum Outcome {
        case played([ReplayFailure], requests: Int)
        case skipped(String)
    }

    private let against: String?
    private let mount: String
    private let parameters: ServerParameters
    private let secrets: [String: String]
    private let network: NetworkTransport

    /// `caFile`: the authorities to trust instead of the system's, as for `NetworkTransport`.
    ///
    /// - Throws: `WrongCall`.
    init(
        against: String?, mount: String, parameters: ServerParameters, secrets: [String: String], caFile: String?
    ) throws {
        if let against, !against.hasPrefix("unix:"), !against.hasPrefix("http://"), !against.hasPrefix("https://") {
            throw WrongCall("--against '\(against)' is neither an http address nor unix:PATH")
        }
        self.against = against
        self.mount = mount.split(separator: "/").map { "/" + $0 }.joined()
        self.parameters = parameters
        self.secrets = secrets
        network = NetworkTransport(caFile: caFile)
    }

    /// Plays one after the other, and prints what came of each.
    ///
    /// - Returns: how many went another way than their file.
    func play(_ files: [String], upstream: UpstreamServer?) async throws -> Int {
        var failed = 0
        for path in files {
            let start = ContinuousClock.now
            do {
                switch try await play(try ReplayFile(path: path), upstream: upstream) {
                case .skipped(let reason): Console.output.line("– \(path)  skipped: \(reason)")
                case .played(let failures, let count):
                    let time = Steps.time(ContinuousClock.now - start).trimmingCharacters(in: .whitespaces)
                    Console.output.line("\(failures.isEmpty ? "✓" : "✗") \(path)  \(count) requests, \(time)")
                    for failure in failures { Console.output.line(failure.description) }
                    failed += failures.isEmpty ? 0 : 1
                }
            } catch let fault as CassetteFault {
                Console.output.line("✗ \(fault.description)")
                failed += 1
            }
        }
        return failed
    }

    private func play(_ file: ReplayFile, upstream: UpstreamServer?) async throws -> Outcome {
        let publicURL = against.map { $0.hasPrefix("unix:") ? "https://connect.example" + mount : $0 }
        let player = ReplayPlayer(file, publicURL: publicURL ?? "https://connect.example" + mount, secrets: secrets)
        if against != nil, player.needsOwnClock {
            return .skipped("it sets the clock, which a running responder keeps")
        }
        upstream?.player = player.upstream
        let failures = await player.play(
            on: try target(player), checksCalls: against == nil || upstream != nil,
            followsClock: against == nil)
        return .played(failures, requests: file.steps.count)
    }

    func end() async { await network.shutdown() }

    private func target(_ player: ReplayPlayer) throws -> any ReplayTarget {
        guard let against else { return try player.responder(mount: mount, parameters: parameters) }
        if against.hasPrefix("unix:") {
            return FastCGITarget(
                socket: String(against.dropFirst(5)), origin: ReplayPlayer.origin, mount: mount, parameters: parameters)
        }
        guard let url = URL(string: against) else { throw WrongCall("--against '\(against)' is no address") }
        return WebTarget(url, transport: network)
    }
}
