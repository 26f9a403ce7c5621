import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ProviderKit
import Replay
import Synchronization

/// Plays Connect and the provider for a responder that runs elsewhere.
final class UpstreamServer: Sendable {
    private let current = Mutex<PlayedUpstream?>(nil)

    /// The journey that is played.
    var player: PlayedUpstream? {
        get { current.withLock { $0 } }
        set { current.withLock { $0 = newValue } }
    }

    /// Serves while the work lasts.
    func run<Value: Sendable>(
        host: String, port: Int, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let (ready, continuation) = AsyncStream.makeStream(of: Void.self)
        let application = Application(
            responder: CallbackResponder<BasicRequestContext> { [self] request, _ in try await answer(request) },
            configuration: ApplicationConfiguration(address: .hostname(host, port: port)),
            onServerRunning: { _ in continuation.yield() },
            logger: Logger(label: "upstream") { _ in SwiftLogNoOpLogHandler() })
        return try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask {
                try await application.run()
                return nil
            }
            group.addTask {
                for await _ in ready { break }
                return try await work()
            }
            defer { group.cancelAll() }
            while let value = try await group.next() {
                if let value { return value }
            }
            throw CancellationError()
        }
    }

    private func answer(_ request: Request) async throws -> Response {
        let body = try await request.body.collect(upTo: 1024 * 1024)
        guard let player, let url = URL(string: "http://upstream.example" + (request.head.path ?? "/")) else {
            return Response(status: .serviceUnavailable)
        }
        let call = HTTPCall(
            request.method, url, headerFields: request.headers, body: Array(body.readableBytesView))
        do {
            let answer = try await player.send(call, deadline: .now + .seconds(60))
            return Response(
                status: answer.status, headers: answer.headerFields,
                body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
        } catch {
            return Response(status: .serviceUnavailable)
        }
    }
}
