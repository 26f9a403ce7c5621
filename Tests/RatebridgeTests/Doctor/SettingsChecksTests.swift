import Composition
import Foundation
import ProviderKit
import Testing

@testable import ratebridge

@Suite struct SettingsChecksTests {
    private func installation(_ environment: [String: String]) throws -> Installation {
        let folder = try ScratchFolder()
        return try Installation(environment: environment, envFile: folder.file(".env"))
    }

    @Test func whatTheResponderRefusesIsAFaultEach() throws {
        let installation = try installation(["APP_SECRET": "short", "UPSTREAM_TIMEOUT": "soon"])
        let findings = SettingsCheck(installation: installation).findings()
        #expect(findings.map(\.state) == [.fault, .fault] && findings.allSatisfy { $0.fix != nil })
        #expect(findings.contains { $0.seen.hasPrefix("APP_SECRET: is too weak") })
    }

    @Test func theOtherSettingsAreStillKnown() throws {
        let installation = try installation(["APP_SECRET": "short", "MAX_IN_FLIGHT": "7"])
        #expect(installation.configuration.maximumInFlight == 7)
    }

    @Test func soundSettingsAreFine() throws {
        let installation = try installation(["APP_SECRET": soundSecret])
        #expect(SettingsCheck(installation: installation).findings().map(\.state) == [.ok])
    }

    @Test(arguments: SecretCheck.published) func aPublishedSecretIsAFault(secret: String) {
        let findings = SecretCheck(variables: EnvironmentVariables(["APP_SECRET": secret])).findings()
        #expect(findings.map(\.state) == [.fault] && !findings[0].seen.contains(secret))
    }

    @Test func aPublishedFormerSecretIsAFault() {
        let variables = ["APP_SECRET": soundSecret, "APP_SECRET_PREVIOUS": "0123456789abcdef0123456789abcdef"]
        #expect(SecretCheck(variables: EnvironmentVariables(variables)).findings().map(\.state) == [.fault])
    }

    @Test func aSecretOfOnesOwnIsFine() {
        let variables = EnvironmentVariables(["APP_SECRET": soundSecret])
        #expect(SecretCheck(variables: variables).findings().map(\.state) == [.ok])
    }

    @Test func aMissingTariffPlanTokenIsAWarning() {
        #expect(TokenCheck(isSet: false).findings().map(\.state) == [.warning])
        #expect(TokenCheck(isSet: true).findings().map(\.state) == [.ok])
    }
}
