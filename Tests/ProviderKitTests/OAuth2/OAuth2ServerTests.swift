import Foundation
import ProviderKit
import Testing

@Suite struct `An authorisation server` {
    private func items(_ server: OAuth2Server) throws -> [String: String] {
        let address = server.authorizationURL(
            redirectURI: "https://rates.example/a b/callback", state: "abc.def",
            proof: ProofKey(verifier: Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")))
        let parts = try #require(URLComponents(string: address))
        return Dictionary(uniqueKeysWithValues: (parts.queryItems ?? []).map { ($0.name, $0.value ?? "") })
    }

    @Test func `is asked for a code, with all that RFC 6749 and 7636 name`() throws {
        #expect(
            try items(OAuth2Samples.server()) == [
                "response_type": "code", "client_id": "our id", "redirect_uri": "https://rates.example/a b/callback",
                "scope": "a b", "state": "abc.def", "code_challenge_method": "S256",
                "code_challenge": "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
            ])
    }

    @Test func `never sees the verifier or our secret`() throws {
        let address = try OAuth2Samples.server().authorizationURL(
            redirectURI: "https://rates.example/callback", state: "s",
            proof: ProofKey(verifier: Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")))
        #expect(!address.contains("dBjft") && !address.contains("s3cr"))
    }

    @Test func `without a client id is a configuration fault with its variable`() {
        let settings = ProviderSettings(
            ProviderProfile(flatPeakID: "prv_x", slug: "sim", displayName: "Sim", integrationInstance: "SIM"),
            values: [:])
        let fault = #expect(throws: ConfigurationFault.self) {
            try OAuth2Server(
                settings: settings, authorizeURL: "https://a.example", tokenURL: "https://b.example", scopes: [])
        }
        #expect(fault?.variable == "SIM_CLIENT_ID" && fault?.fix.contains("/callback") == true)
    }
}

@Suite struct `A proof key` {
    @Test func `has the challenge of RFC 7636 appendix B`() {
        let proof = ProofKey(verifier: Secret("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"))
        #expect(proof.challenge == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
    }

    @Test func `is another one each time, of 43 characters`() {
        let verifiers = Set((0..<50).map { _ in ProofKey().verifier.reveal() })
        #expect(verifiers.count == 50 && verifiers.allSatisfy { $0.utf8.count == 43 })
    }
}
