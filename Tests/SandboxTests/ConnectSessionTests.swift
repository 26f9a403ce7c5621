import Foundation
import Testing

@testable import Sandbox

@Suite struct ConnectSessionTests {
    private let ids = IDGenerator(seed: 1)
    private let login: [String: JSONValue] = ["login": "a", "password": "b"]

    private func session(_ steps: ConnectStep...) throws -> ConnectSession {
        var session = ConnectSession(
            token: "cot_1", request: TokenRequest(callbackURI: "https://a.test"), expires: noon)
        for step in steps { _ = try session.take(step, ids: ids) }
        return session
    }

    private func consenting() throws -> ConnectSession {
        try session(.selectProvider(.lunarEnergy), .startIntegration, .capture(data: login))
    }

    @Test func `picking a provider leads to the integration`() throws {
        var session = try session()
        #expect(try session.take(.selectProvider(.lunarEnergy), ids: ids) == .redirectToIntegration)
        #expect(session.state == .providerSelected)
    }

    @Test func `the integration cannot start before a provider is picked`() throws {
        var session = try session()
        #expect(throws: ConnectFailure.wrongOrder("start_tariff_integration", in: .created)) {
            try session.take(.startIntegration, ids: ids)
        }
    }

    @Test func `a refused step leaves the session where it was`() throws {
        var session = try session(.selectProvider(.lunarEnergy))
        _ = try? session.take(.consent(authMetadataID: "x"), ids: ids)
        #expect(session.state == .providerSelected)
    }

    @Test func `the login page can be asked for again and again`() throws {
        var session = try session(.selectProvider(.lunarEnergy), .startIntegration)
        #expect(try session.take(.startIntegration, ids: ids) == .authMetadataPage)
    }

    @Test func `data before the start is out of order`() throws {
        var session = try session(.selectProvider(.lunarEnergy))
        #expect(throws: ConnectFailure.wrongOrder("auth_metadata_capture", in: .providerSelected)) {
            try session.take(.capture(data: login), ids: ids)
        }
    }

    @Test func `captured data lead to the consent page with an id`() throws {
        let session = try consenting()
        #expect(session.state == .consenting)
        #expect(session.authMetadataID?.hasPrefix("amd_") == true)
    }

    @Test(arguments: ["login", "password"]) func `data without a login field are refused`(field: String) throws {
        var session = try session(.selectProvider(.lunarEnergy), .startIntegration)
        var data = login
        data[field] = nil
        #expect { try session.take(.capture(data: data), ids: ids) } throws: {
            ($0 as? ConnectFailure)?.code == "field_missing"
        }
    }

    @Test func `a password that is no text is refused`() throws {
        var session = try session(.selectProvider(.lunarEnergy), .startIntegration)
        #expect { try session.take(.capture(data: ["login": "a", "password": 7]), ids: ids) } throws: {
            ($0 as? ConnectFailure)?.code == "field_type_invalid"
        }
    }

    @Test func `consent with the right id leads back to the app`() throws {
        var session = try consenting()
        let id = try #require(session.authMetadataID)
        #expect(try session.take(.consent(authMetadataID: id), ids: ids) == .redirectToApp(.consented))
    }

    @Test func `consent with another id is refused`() throws {
        var session = try consenting()
        #expect { try session.take(.consent(authMetadataID: "amd_x"), ids: ids) } throws: {
            ($0 as? ConnectFailure)?.code == "auth_metadata_id_invalid"
        }
    }

    @Test func `a session with consent takes no more steps`() throws {
        var session = try consenting()
        _ = try session.take(.consent(authMetadataID: session.authMetadataID ?? ""), ids: ids)
        #expect(throws: ConnectFailure.usedToken) { try session.take(.startIntegration, ids: ids) }
    }

    @Test func `dismissing forgets the stored data`() throws {
        var session = try consenting()
        #expect(try session.take(.dismiss(route: "consent_capture"), ids: ids) == .redirectToApp(.dismissed))
        #expect(session.authMetadata.isEmpty)
    }

    @Test func `an action of the consent page is out of order on the login page`() throws {
        var session = try session(.selectProvider(.lunarEnergy), .startIntegration)
        #expect(throws: ConnectFailure.wrongOrder("DISMISS_DIRECT", in: .integrating)) {
            try session.take(.dismiss(route: "consent_capture"), ids: ids)
        }
    }

    @Test func `after disconnecting another provider can be picked`() throws {
        var session = try session(.selectProvider(.lunarEnergy), .disconnect(route: "auth_metadata_capture"))
        #expect(try session.take(.selectProvider(.lunarEnergy), ids: ids) == .redirectToIntegration)
    }

    @Test func `a dismissed session restores to the manual tariff`() throws {
        var session = try session(.selectProvider(.lunarEnergy), .dismiss(route: "auth_metadata_capture"))
        #expect(try session.take(.restore, ids: ids) == .manualTariffPage)
    }

    @Test func `a session with consent restores to its completion`() throws {
        var session = try consenting()
        _ = try session.take(.consent(authMetadataID: session.authMetadataID ?? ""), ids: ids)
        #expect(try session.take(.restore, ids: ids) == .complete)
        #expect(session.state == .complete)
    }

    @Test func `a session under way restores to the integration`() throws {
        var session = try consenting()
        #expect(try session.take(.restore, ids: ids) == .redirectToIntegration)
    }

    @Test func `starting again forgets what was captured`() throws {
        var session = try consenting()
        #expect(try session.take(.startIntegration, ids: ids) == .authMetadataPage)
        #expect(session.authMetadata.isEmpty)
    }
}
