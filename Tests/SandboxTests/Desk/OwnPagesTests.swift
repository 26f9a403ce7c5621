import HTTPTypes
import Testing

@testable import Sandbox

@Suite struct OwnPagesTests {
    @Test(arguments: ["/desk/reset", "/control/reset", "/control/integration", "/app/start"])
    func `a page of another site cannot send it forms`(path: String) async throws {
        try await withSandbox { desk in
            let site = try #require(HTTPField.Name("Sec-Fetch-Site"))
            let senders: [HTTPFields] = [[site: "cross-site"], [.origin: "https://evil.example"], [.origin: "null"]]
            for sender in senders {
                let reply = try await desk.send(.post, path, "{}", fields: sender)
                #expect(reply.status == 403)
            }
        }
    }

    @Test(arguments: [
        ("localhost:8090", true), ("127.0.0.1", true), ("[::1]:8090", true), ("desk.example:8090", true),
        ("evil.example:8090", false), ("localhost.evil.example", false), ("example:8090", false), ("", false),
    ])
    func `nobody reads it under a name of their own`(name: String, isLetIn: Bool) {
        var configuration = Sandbox.Configuration()
        configuration.publicURL = "http://desk.example:8090"
        let world = World(configuration: configuration, tariffPlan: .answering(Samples.tariffAnswer))
        #expect(OwnPages(world: world).isOfThisMachine(name) == isLetIn)
    }

    @Test func `programs, which say nothing of where they come from, are let in`() async throws {
        try await withSandbox { desk in
            let reply = try await desk.send(.post, "/control/reset", "{}")
            #expect(reply.status == 200)
        }
    }

    @Test(arguments: ["-9223372036854775808", "0", "9223372036854775807"])
    func `a session of any number can be asked for`(number: String) async throws {
        try await withSandbox { desk in
            let reply = try await desk.get("/desk/?session=\(number)")
            #expect(reply.status == 200)
        }
    }
}
