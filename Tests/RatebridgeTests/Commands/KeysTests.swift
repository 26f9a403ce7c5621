import Foundation
import ProviderKit
import Testing

@testable import ConnectFlow
@testable import ratebridge

/// `ratebridge keys` as it is called.
@Suite struct KeysTests {
    static let secret = "present-secret-0123456789-abcdefghi"
    static let former = "former-secret-0123456789-abcdefghij"

    @Test func aNewSecretIsAnotherEachTimeAndPassesTheCheck() async throws {
        let (first, second) = try await (Run("keys", "generate").output, Run("keys", "generate").output)
        #expect(first != second && first.count == 44)
        let environment = EnvironmentVariables(["APP_SECRET": first.trimmingCharacters(in: .newlines)])
        #expect(throws: Never.self) { try SessionKeys(environment) }
    }

    struct Rotate {
        private func rotate(_ text: String) async throws -> (run: Run, settings: EnvironmentVariables, text: String) {
            let file = try Scratch(text)
            let run = try await Run("keys", "rotate", "--env-file", file.url.path)
            var settings = EnvironmentVariables([:])
            try settings.addFile(file.url.path, isOptional: false)
            return (run, settings, try file.text)
        }

        @Test func thePresentSecretBecomesThePreviousOne() async throws {
            let (run, settings, _) = try await rotate("APP_SECRET=\(secret)\n")
            #expect(run.code == 0 && settings["APP_SECRET_PREVIOUS"] == secret)
            #expect(settings["APP_SECRET"]?.count == 43)
        }

        @Test func itGoesInFrontOfThePreviousOnes() async throws {
            let (_, settings, _) = try await rotate("APP_SECRET_PREVIOUS=\(former)\nAPP_SECRET=\(secret)\n")
            #expect(settings["APP_SECRET_PREVIOUS"] == "\(secret),\(former)")
        }

        @Test func whatWasSealedBeforeStillOpens() async throws {
            let sealed = try SessionKeys(secret: Secret(secret)).seal([1], for: .session, context: "c")
            let (_, settings, _) = try await rotate("export APP_SECRET='\(secret)'\n")
            #expect(try SessionKeys(settings).open(sealed, for: .session, context: "c") == [1])
        }

        @Test func everythingElseStaysAsItIs() async throws {
            let text =
                "# The keys.\r\nAPP_SECRET=\(secret)\r\n# The former ones.\r\nAPP_SECRET_PREVIOUS=\r\n\r\n  A = no \r\n"
            let (run, _, changed) = try await rotate(text.replacing("A = no", with: "A=\"x # y\""))
            let kept = { (text: String) in text.split(separator: "\r\n").filter { !$0.hasPrefix("APP_SECRET") } }
            #expect(run.code == 0 && kept(changed) == kept(text.replacing("A = no", with: "A=\"x # y\"")))
            #expect(changed.split(separator: "\r\n").count == 5)
        }

        @Test func theModeStaysAndNoDraftIsLeft() async throws {
            let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let file = folder.appending(path: ".env").path
            try "APP_SECRET=\(secret)".write(toFile: file, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
            #expect(try await Run("keys", "rotate", folder: folder).code == 0)
            #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o640)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [".env"])
        }

        @Test func aLinkStaysALink() async throws {
            let file = try Scratch("APP_SECRET=\(secret)\n")
            let link = file.url.path + ".link"
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file.url.path)
            defer { try? FileManager.default.removeItem(atPath: link) }
            #expect(try await Run("keys", "rotate", "--env-file", link).code == 0)
            #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == file.url.path)
            #expect(try file.text.contains("APP_SECRET_PREVIOUS=\(secret)"))
        }

        @Test func noSecretIsPrinted() async throws {
            let (run, settings, _) = try await rotate("APP_SECRET=\(secret)\n")
            let new = try #require(settings["APP_SECRET"])
            #expect(!(run.output + run.errors).contains(secret) && !run.output.contains(new))
            #expect(run.output.contains("key \(SessionKeys(secret: Secret(new)).id)"))
        }

        @Test func itSaysWhatToDoNext() async throws {
            let output = try await rotate("APP_SECRET=\(secret)\n").run.output
            #expect(output.contains("Restart the responder") && output.contains("keys inspect"))
        }

        @Test(arguments: ["APP_SECRET=\n", "A=1\n", "# APP_SECRET=\(secret)\n", "APP_SECRET='a,b \(secret)'\n"])
        func whatCannotBeRotatedStaysAsItIs(text: String) async throws {
            let (run, _, after) = try await rotate(text)
            #expect(run.code == 1 && run.output == "" && after == text)
        }

        @Test func aWeakSecretIsASettingToMend() async throws {
            #expect(try await rotate("APP_SECRET=short\n").run.code == 2)
        }

        @Test func aMissingFileIsNamed() async throws {
            let run = try await Run("keys", "rotate", "--env-file", "/no/such.env")
            #expect(run.code == 1 && run.errors.contains("There is no file /no/such.env"))
        }

        @Test func whereTheEnvironmentWinsThatIsSaid() async throws {
            let file = try Scratch("APP_SECRET=\(secret)\n")
            let run = try await Run(
                "keys", "rotate", "--env-file", file.url.path, environment: ["APP_SECRET": former])
            #expect(run.errors.contains("the environment wins"))
        }
    }

    struct Inspect {
        private let token: ConnectToken
        private let keys = SessionKeys(secret: Secret(KeysTests.secret))

        init() throws { token = try #require(ConnectToken("cot_65df3e949a785c52283026ec")) }

        /// `name=value` of a session that was begun and last used so many seconds ago.
        private func cookie(_ ago: Int, _ keys: SessionKeys? = nil) throws -> String {
            let then = Date() - TimeInterval(ago)
            let json: JSONValue = [
                "data": ["account": ["display_name": "Nova"], "provider": ["display_name": "Lunar"]]
            ]
            let page = try ConnectPage(
                JSONValue.read(ConnectDocument.self, from: json.serialised()), step: .authMetadataCapture)
            let cookies = SessionCookies(
                header: [], keys: keys ?? self.keys, mount: .root, isSecure: false, now: then)
            let lines = cookies.keep(Session(token, page: page, now: then), for: token)
            return String(try #require(lines?.first).prefix { $0 != ";" })
        }

        private func inspect(_ input: String, secret: String = KeysTests.secret, previous: String = "") async throws
            -> Run
        {
            try await Run(
                "keys", "inspect", environment: ["APP_SECRET": secret, "APP_SECRET_PREVIOUS": previous], input: input)
        }

        @Test func aSessionHasKindKeyAgeLifeAndSize() async throws {
            let cookie = try cookie(90)
            let run = try await inspect(cookie)
            #expect(
                run.code == 0 && run.output.contains("kind       session\nkey        \(keys.id), the current one\n"))
            #expect(
                run.output.contains(/age        1 min 3\d s, last used 1 min 3\d s ago\nlife left  28 min \d+ s unless/)
            )
            #expect(run.output.hasSuffix("size       \(cookie.utf8.count - 12) bytes\n"))
        }

        @Test func nothingOfItsContentIsPrinted() async throws {
            let run = try await inspect(try cookie(0))
            let all = run.output + run.errors
            #expect(!all.contains("Nova") && !all.contains(token.text) && !all.contains("v1."))
        }

        @Test func underAPreviousKeyIsSaid() async throws {
            let run = try await inspect(try cookie(0), secret: KeysTests.former, previous: KeysTests.secret)
            #expect(run.code == 0 && run.output.contains("\(keys.id), a previous one"))
        }

        @Test func underAnotherKeyIsSaid() async throws {
            let run = try await inspect(try cookie(0), secret: KeysTests.former)
            #expect(run.code == 1 && run.output.contains("\(keys.id), none of ours"))
        }

        @Test(arguments: [(1900, "it has expired"), (-120, "a clock is wrong")])
        func whatNoLongerLivesIsOne(ago: Int, words: String) async throws {
            let run = try await inspect(try cookie(ago))
            #expect(run.code == 1 && run.output.contains("life left  none: ") && run.output.contains(words))
        }

        @Test func aChangedOneIsOne() async throws {
            let run = try await inspect(String(try cookie(0).dropLast(4)) + "AAAA")
            #expect(run.code == 1 && run.output.contains("it was changed"))
        }

        @Test func aSessionWithoutItsNameIsToldWhatIsMissing() async throws {
            let run = try await inspect(String(try cookie(0).dropFirst(12)))
            #expect(run.code == 1 && run.output.contains("with its cookie's name only"))
        }

        @Test func aStoredTokenNamesItsProvider() async throws {
            let profile = "prv_63a6087272941ef077a8fd3e"
            let sealed = try keys.seal(Array("token".utf8), for: .storedSecret, context: profile)
            let run = try await inspect(sealed)
            #expect(run.code == 0 && run.output.contains("stored token of Lunar Energy"))
        }

        @Test func eachOfAHeaderIsShown() async throws {
            let run = try await inspect("Cookie: a=b; \(try cookie(0)); c=d; \(try cookie(10))\r\n")
            #expect(run.output.components(separatedBy: "kind       session").count == 3)
        }

        @Test(arguments: ["", "hello", "Cookie: a=b"])
        func whereThereIsNothingThatIsSaid(input: String) async throws {
            let run = try await inspect(input)
            #expect(run.code == 1 && run.errors.contains("Nothing sealed was found"))
        }

        @Test func anArgumentIsAWrongCall() async throws {
            #expect(try await Run("keys", "inspect", "x").code == 2)
        }

        @Test func withoutASecretThereIsASettingToMend() async throws {
            #expect(try await Run("keys", "inspect", input: try cookie(0)).code == 2)
        }
    }
}
