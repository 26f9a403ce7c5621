import NIOCore

/// Sends what is written in one turn of the event loop in one piece: async-http-client flushes behind the head of a call, and
/// again behind its body.
final class FlushOnce: ChannelOutboundHandler {
    typealias OutboundIn = IOData

    private var isDue = false

    func flush(context: ChannelHandlerContext) {
        guard !isDue else { return }
        isDue = true
        context.eventLoop.assumeIsolated().execute {
            self.isDue = false
            context.flush()
        }
    }

    /// What is said last, such as TLS's farewell, goes before the end.
    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if isDue { context.flush() }
        context.close(mode: mode, promise: promise)
    }
}
