public import FastCGI
public import HTTPTypes
import Synchronization

/// A responder whose place another one can take. Requests in flight end with the one that they began with.
public final class ReplaceableResponder: Responder {
    private let current: Mutex<FlowResponder>

    /// Begins with this one.
    public init(_ responder: FlowResponder) { current = Mutex(responder) }

    /// The one that requests go to.
    public var responder: FlowResponder {
        get { current.withLock { $0 } }
        set { current.withLock { $0 = newValue } }
    }

    /// Answers one request.
    public func respond(to request: Request) async -> Response { await responder.respond(to: request) }

    /// Answers a request that was turned away.
    public func respond(to refusal: Refusal, of request: Request?) -> Response {
        responder.respond(to: refusal, of: request)
    }

    /// By route.
    public func bodyLimit(for head: HTTPRequest) -> Int { responder.bodyLimit(for: head) }
}
