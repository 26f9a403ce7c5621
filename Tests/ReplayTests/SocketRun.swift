import Composition
import FastCGI
import Foundation
import Logging

/// A responder over a real unix socket, and libfcgi.
enum SocketRun {
    static func serve(_ responder: FlowResponder, _ work: (String) async throws -> Void) async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "rb-\(UInt32.random(in: 0 ... .max)).sock")
            .path
        let server = try Server(
            socket: ListeningSocket(.unix(path: path)), application: responder,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        async let unanswered = server.run()
        do { try await work(path) } catch {
            server.drain()
            throw error
        }
        server.drain()
        _ = try await unanswered
    }
}
