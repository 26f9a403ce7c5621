import Hummingbird
import HummingbirdCore
import NIOCore
import ServiceLifecycle

/// Tells an open page that something has happened (server-sent events); the page then fetches itself.
struct DeskEvents: Sendable {
    let world: World

    /// How often the log's file is looked at.
    private static let interval: Duration = .milliseconds(150)
    /// A line that shows that somebody is still there, in intervals.
    private static let silence = 100

    var response: Response {
        let body = ResponseBody { writer in
            var last: Int?
            var quiet = 0
            while !Task.isShuttingDownGracefully {
                if world.responderLog.update() { world.exchanges.touch() }
                let revision = world.exchanges.revision
                quiet += 1
                if revision != last {
                    try await writer.write(ByteBuffer(string: "data: \(revision)\n\n"))
                    (last, quiet) = (revision, 0)
                    // The page fetches itself: once a second is enough, however much goes on.
                    try await Task.sleep(for: .seconds(1) - Self.interval)
                } else if quiet > Self.silence {
                    try await writer.write(ByteBuffer(string: ":\n\n"))
                    quiet = 0
                }
                try await Task.sleep(for: Self.interval)
            }
            try await writer.finish(nil)
        }
        return Response(
            status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"], body: body)
    }
}
