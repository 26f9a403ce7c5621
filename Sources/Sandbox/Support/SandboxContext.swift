import Glibc
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// Hummingbird's request context, with the connection kept so that a fault can cut it.
struct SandboxContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }

    /// Waits until the caller gives up: no answer ever comes.
    ///
    /// - Throws: `CancellationError` when the Sandbox stops.
    func neverAnswered() async throws -> Response {
        // The server keeps half-closed connections open; a caller that hangs up must end this one.
        try? await channel.setOption(.allowRemoteHalfClosure, value: false).get()
        while channel.isActive { try await Task.sleep(for: .seconds(1)) }
        return Response(status: .neverSent)
    }

    /// Cuts the connection: the caller gets a reset instead of an answer.
    func cut() async -> Response {
        try? await (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
        try? await channel.close()
        return Response(status: .neverSent)
    }
}

extension HTTPResponse.Status {
    /// Of an answer to a connection that is closed.
    static let neverSent = HTTPResponse.Status(code: 599, reasonPhrase: "Never Sent")
}
