import FastCGI
import FastCGIClient
import Foundation
import HTTPTypes
import Logging
import Synchronization

/// A server over a real unix socket, and libfcgi.
struct TestServer: Sendable {
    let path: String
    let server: Server<Application>

    struct Application: Responder {
        var bodyLimit = 65_536
        var respond: @Sendable (Request) async -> Response = Application.echo

        func respond(to request: Request) async -> Response { await respond(request) }
        func bodyLimit(for head: HTTPRequest) -> Int { bodyLimit }

        @Sendable static func echo(_ request: Request) async -> Response {
            var response = Response.text(.ok, "\(request.head.method) \(request.head.path ?? "") \(request.body.count)")
            response.head.headerFields[.server] = "echo"
            return response
        }
    }

    init(
        at path: String = Folder.fresh() + "/s", limits: Limits = Limits(), application: Application = Application(),
        logger: Logger? = nil
    ) throws {
        self.path = path
        server = try Server(
            socket: ListeningSocket(.unix(path: path)), application: application, limits: limits,
            logger: logger ?? Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    func connect() throws -> Client { try Client(unix: path) }

    func ask(_ ask: Ask) async throws -> Answer { try await connect().ask(ask) }

    /// Runs a server for as long as the test needs it.
    ///
    /// - Returns: the number of requests that the server left unanswered.
    @discardableResult
    static func run(
        limits: Limits = Limits(), application: Application = Application(), logger: Logger? = nil,
        _ test: (TestServer) async throws -> Void
    ) async throws -> Int {
        let server = try TestServer(limits: limits, application: application, logger: logger)
        async let unanswered = server.server.run()
        do {
            try await test(server)
        } catch {
            server.server.drain()
            _ = try await unanswered
            throw error
        }
        server.server.drain()
        return try await unanswered
    }
}

/// Folders for sockets, short enough for unix(7), in one that goes with the run.
enum Folder {
    private static let numbers = Atomic(0)

    private static let root: String = {
        var template = Array("/tmp/fastcgi-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { fatalError("no folder in /tmp") }
        atexit { try? FileManager.default.removeItem(atPath: Folder.root) }
        return String(decoding: template.dropLast().map(UInt8.init), as: UTF8.self)
    }()

    static func fresh() -> String {
        let path = "\(root)/\(numbers.add(1, ordering: .relaxed).newValue)"
        guard mkdir(path, 0o700) == 0 else { fatalError("no folder in \(root)") }
        return path
    }
}
