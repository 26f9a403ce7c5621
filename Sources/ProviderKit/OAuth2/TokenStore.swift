import FoundationEssentials
import NIOPosix

/// The newest tokens of each sign-in in a folder (`STATE_DIR`): one sealed file for each, for a FlatPeak that does not keep
/// the renewed data that an answer brings (FlatPeak protocol, section 7), and for several processes on one folder.
///
/// Files are worked on in threads of their own, never in those that serve requests.
public struct TokenStore: Sendable {
    private let folder: String
    private let secrets: SecretCoding
    private let report: @Sendable (String) -> Void

    /// - Parameters:
    ///   - folder: exists, and can be written to.
    ///   - secrets: seals what is written.
    ///   - report: is told when a file cannot be read or written; nothing secret is in the text.
    public init(folder: String, secrets: SecretCoding, report: @escaping @Sendable (String) -> Void) {
        self.folder = folder
        self.secrets = secrets
        self.report = report
    }

    /// Lets one process at a time renew a sign-in's tokens.
    struct Lock: Sendable {
        fileprivate let file: TokenFile?

        func end() async {
            guard let file else { return }
            try? await NIOThreadPool.singleton.runIfActive { file.close() }
        }
    }

    /// Waits for the lock of a sign-in.
    ///
    /// - Throws: ``ProviderError/timedOut`` when another process keeps it too long.
    func lock(_ tokens: OAuth2Tokens, until deadline: ContinuousClock.Instant) async throws(ProviderError) -> Lock {
        let path = path(tokens)
        repeat {
            do {
                if let file = try await NIOThreadPool.singleton.runIfActive({ try TokenFile.lock(path) }) {
                    return Lock(file: file)
                }
            } catch {
                // Without the folder it works as without STATE_DIR.
                report("\(error)")
                return Lock(file: nil)
            }
            try? await Task.sleep(for: .milliseconds(50))
        } while ContinuousClock.now < deadline
        throw .timedOut
    }

    /// What is kept for the sign-in of these tokens.
    func read(_ tokens: OAuth2Tokens) async -> OAuth2Tokens? {
        let path = path(tokens)
        do {
            let text = try await NIOThreadPool.singleton.runIfActive { try TokenFile.read(path) }
            guard !text.isEmpty else { return nil }
            let decoder = JSONDecoder()
            decoder.userInfo = SecretCoding.insideSealedData.userInfo
            let plain = try secrets.read(text).reveal()
            let kept = try decoder.decode(OAuth2Tokens.self, from: Data(plain.utf8))
            // A file that was moved here from another sign-in is none of this one.
            return kept.lineage == tokens.lineage ? kept : nil
        } catch {
            report("the state file \(path) cannot be used: \(Self.summary(of: error))")
            return nil
        }
    }

    /// Keeps tokens in place of earlier ones.
    func write(_ tokens: OAuth2Tokens) async {
        let path = path(tokens)
        do {
            let encoder = JSONEncoder()
            encoder.userInfo = SecretCoding.insideSealedData.userInfo
            let plain = String(decoding: try encoder.encode(tokens), as: UTF8.self)
            let text = try secrets.write(Secret(plain))
            try await NIOThreadPool.singleton.runIfActive { try TokenFile.write(text, path) }
        } catch {
            report("the state file \(path) cannot be written: \(Self.summary(of: error))")
        }
    }

    private func path(_ tokens: OAuth2Tokens) -> String { "\(folder)/\(tokens.lineageID)" }

    /// A decoder's error may quote what it read: only our own are shown.
    private static func summary(of error: any Error) -> String {
        (error as? TokenFile.Fault)?.description ?? "it is not what was written, or was sealed under another APP_SECRET"
    }
}
