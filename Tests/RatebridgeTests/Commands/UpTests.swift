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
}
