import ConnectFlow
import Foundation
import ProviderKit

/// A `.env` file whose `APP_SECRET` changes.
struct KeyFile: Sendable {
    private let path: String

    init(_ path: String) { self.path = path }

    /// 32 random bytes in base64url: no character that a file, a shell or a list would take for another thing.
    static func newSecret() -> String { Base64URL.random(bytes: 32) }

    /// What changed; ids alone.
    struct Change: Sendable {
        let id: String
        let previous: [String]

        func report(_ path: String) -> String {
            """
            \(path) has a new APP_SECRET, key \(id). APP_SECRET_PREVIOUS opens what was sealed under \
            \(previous.joined(separator: ", ")).

            What to do next:
              1. Restart the responder: sessions go on. Where several machines share the secret, put the new one into
                 APP_SECRET_PREVIOUS on the others first and restart those: they have to open what this one seals.
              2. Look that sessions are under the new key: ratebridge keys inspect
              3. Take the former secret out of APP_SECRET_PREVIOUS when nothing is under it any more: after two hours for
                 sessions, and for a provider with OAuth2 when every token has been renewed (a month, as a rule).
                 After a leak take it out at once: whoever is in the middle of a session starts again.
            """
        }
    }

    /// Puts a new secret in the present one's place, and that one in front of the previous ones.
    ///
    /// - Throws: `Failure`, ``ConfigurationFault`` or a file's fault; the file is as it was then.
    func rotate() throws -> Change {
        guard FileManager.default.fileExists(atPath: path) else {
            throw Failure("There is no file \(path).", fix: "copy .env.blank to .env, or name the file: --env-file")
        }
        // Two at once, and the one that read first would take the other's new secret away.
        let lock = open(path, O_RDONLY | O_CLOEXEC)
        defer { close(lock) }
        flock(lock, LOCK_EX)
        let old = try settings(path)
        guard let present = old["APP_SECRET"] else {
            throw Failure("\(path) sets no APP_SECRET.", fix: "put one in: ratebridge keys generate")
        }
        let oldKeys = try SessionKeys(old)
        let secret = Self.newSecret()
        var text = EnvText(try String(contentsOfFile: path, encoding: .utf8))
        text.set("APP_SECRET", secret, behind: "APP_SECRET")
        let previous = [present] + (old["APP_SECRET_PREVIOUS"].map { [$0] } ?? [])
        text.set("APP_SECRET_PREVIOUS", previous.joined(separator: ","), behind: "APP_SECRET")
        let newKeys = try FileReplacement(path).write(text.text) { draft in
            let new = try settings(draft)
            guard let keys = try? SessionKeys(new), new["APP_SECRET"] == secret, oldKeys.ids.isSubset(of: keys.ids)
            else {
                throw Failure(
                    "The present APP_SECRET cannot stand in a list: it has a comma, or quotes or blanks at its ends.",
                    fix:
                        "write the new secret into \(path) by hand; whoever is in the middle of a session starts again."
                )
            }
            return keys
        }
        return Change(id: newKeys.id, previous: newKeys.ids.subtracting([newKeys.id]).sorted())
    }

    /// What a file alone sets.
    private func settings(_ path: String) throws(ConfigurationFault) -> EnvironmentVariables {
        var settings = EnvironmentVariables([:])
        try settings.addFile(path, isOptional: false)
        return settings
    }
}
