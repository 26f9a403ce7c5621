import ProviderKit
import Testing

@testable import ratebridge

@Suite struct TestCredentialsTests {
    private static let fields = [
        LoginField(name: "customer_number", kind: .number), LoginField(name: "post-code"),
        LoginField(name: "pin", kind: .password), LoginField(name: "nickname", isRequired: false),
    ]
    private let profile = ProviderProfile(
        flatPeakID: "prv_000000000000000000000000", slug: "moon", displayName: "Moon", integrationInstance: "MOON",
        loginFields: fields)
    private let nobody = Prompt(console: .errors, isAnswered: false)

    private func read(_ environment: [String: String]) throws -> Credentials {
        try TestCredentials(profile: profile, environment: EnvironmentVariables(environment)).read(asking: nobody)
    }

    @Test func theGuidesNamesAreTheFirstFieldAndThePassword() {
        let names = profile.loginFields.map { TestCredentials.variable(for: $0, of: profile) }
        #expect(
            names == [
                "TEST_CUSTOMER_USER", "TEST_CUSTOMER_POST_CODE", "TEST_CUSTOMER_PASSWORD", "TEST_CUSTOMER_NICKNAME",
            ])
    }

    @Test func fieldsComeFromTheEnvironment() throws {
        let credentials = try read([
            "TEST_CUSTOMER_USER": "7", "TEST_CUSTOMER_POST_CODE": "BN1", "TEST_CUSTOMER_PASSWORD": "moonlight",
        ])
        #expect(credentials["pin"].reveal() == "moonlight")
        #expect(credentials.fieldNames == ["customer_number", "pin", "post-code"])
    }

    @Test func everyMissingVariableIsNamed() throws {
        let fault = try #require(throws: ConfigurationFault.self) { _ = try read(["TEST_CUSTOMER_USER": "7"]) }
        #expect(fault.variable == "TEST_CUSTOMER_POST_CODE, TEST_CUSTOMER_PASSWORD")
    }
}
