import Foundation
import ProviderKit
import Synchronization
import Testing

@testable import ProviderKit

/// Two refreshers on one folder stand for two processes.
@Suite final class `State on disk`: Sendable {
    private let folder = FileManager.default.temporaryDirectory.appending(component: "tokens-\(UUID())").path
    private let endpoint = TokenEndpoint()
    private let reports = Mutex<[String]>([])

    init() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Not a cipher, but it shows what went through it.
    private static let secrets = SecretCoding(
        write: { "sealed:" + Data($0.reveal().utf8).base64EncodedString() },
        read: { text in
            guard text.hasPrefix("sealed:"), let data = Data(base64Encoded: String(text.dropFirst(7))) else {
                throw CancellationError()
            }
            return Secret(String(decoding: data, as: UTF8.self))
        })

    private func process(_ folder: String? = nil) -> TokenRefresher {
        TokenRefresher(
            store: TokenStore(folder: folder ?? self.folder, secrets: Self.secrets) { report in
                self.reports.withLock { $0.append(report) }
            })
    }

    private func fresh(_ tokens: OAuth2Tokens, _ refresher: TokenRefresher, hours: Double = 2, within seconds: Int = 20)
        async throws -> OAuth2Tokens
    {
        let now = OAuth2Samples.now.addingTimeInterval(hours * 3600)
        return try await refresher.fresh(
            tokens, OAuth2Samples.client(),
            in: OAuth2Samples.context(endpoint, now: now, refresher: refresher, within: seconds))
    }

    private var files: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: folder) } }

    @Test func `outlives the process`() async throws {
        let tokens = OAuth2Samples.tokens
        let renewed = try await fresh(tokens, process())
        #expect(try await fresh(tokens, process()) == renewed)
        #expect(try await fresh(tokens, process(), hours: 4).generation == 2)
        #expect(endpoint.calls.count == 2)
    }

    @Test func `is one private file for each sign-in, with nothing in clear`() async throws {
        let tokens = OAuth2Samples.tokens
        _ = try await fresh(tokens, process())
        #expect(try files == [tokens.lineageID])
        let path = "\(folder)/\(tokens.lineageID)"
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("sealed:"))
    }

    @Test func `makes processes wait for each other`() async throws {
        endpoint.takes(.milliseconds(80))
        let tokens = OAuth2Samples.tokens
        let (one, other) = (process(), process())
        async let first = fresh(tokens, one)
        async let second = fresh(tokens, other)
        #expect(try await first == second)
        #expect(endpoint.calls.count == 1)
    }

    @Test func `that another process keeps locked ends in time`() async throws {
        let tokens = OAuth2Samples.tokens
        let lock = try #require(try TokenFile.lock("\(folder)/\(tokens.lineageID)"))
        await #expect(throws: ProviderError.timedOut) { try await fresh(tokens, process(), within: 0) }
        lock.close()
        #expect(try await fresh(tokens, process()).generation == 1)
    }

    @Test func `is looked at once more when the server refuses`() async throws {
        // Another machine renews the tokens between our look at the file and our call.
        let (tokens, path) = (OAuth2Samples.tokens, folder)
        let newer = OAuth2Tokens(accessToken: Secret("at_9"), refreshToken: Secret("rt_9"), expiresAt: 4_000_000_000)
            .following(tokens)
        endpoint.rotateElsewhere(to: "rt_9")
        endpoint.meanwhile { await TokenStore(folder: path, secrets: Self.secrets) { _ in }.write(newer) }
        #expect(try await fresh(tokens, process()).accessToken == Secret("at_9"))
    }

    @Test(arguments: ["", "sealed:", "sealed:e30=", "rubbish", "\u{0}\u{1}"])
    func `that cannot be read is passed over`(text: String) async throws {
        let tokens = OAuth2Samples.tokens
        try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(tokens.lineageID)"))
        #expect(try await fresh(tokens, process()).generation == 1)
    }

    @Test func `of one sign-in is nothing to another`() async throws {
        let (mine, theirs) = (OAuth2Samples.tokens, OAuth2Samples.tokens)
        _ = try await fresh(theirs, process())
        try FileManager.default.copyItem(atPath: "\(folder)/\(theirs.lineageID)", toPath: "\(folder)/\(mine.lineageID)")
        endpoint.rotateElsewhere(to: "rt_0")
        #expect(try await fresh(mine, process()).accessToken == Secret("at_2"))
    }

    @Test func `in a folder that has gone is as without it, and is reported`() async throws {
        #expect(try await fresh(OAuth2Samples.tokens, process("/nonexistent/folder")).generation == 1)
        #expect(reports.withLock { $0.first?.contains("/nonexistent/folder") } == true)
    }

    @Test func `behind a symbolic link is not followed`() async throws {
        let tokens = OAuth2Samples.tokens
        let target = "\(folder)/target"
        try Data("mine".utf8).write(to: URL(filePath: target))
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder)/\(tokens.lineageID)", withDestinationPath: target)
        _ = try await fresh(tokens, process())
        #expect(try String(contentsOfFile: target, encoding: .utf8) == "mine")
    }
}
