public import Composition
import FastCGI
public import FoundationEssentials
import HTTPTypes
public import ProviderKit

/// A responder in this process, without a socket.
public struct ResponderTarget: ReplayTarget {
    public let origin: URL
    public let mount: String
    private let responder: FlowResponder
    private let parameters: ServerParameters

    /// - Parameters:
    ///   - responder: the responder.
    ///   - origin: scheme and host as the browser has them.
    ///   - mount: the path that the web server has it at.
    ///   - parameters: what the web server says.
    public init(_ responder: FlowResponder, origin: URL, mount: String, parameters: ServerParameters) {
        (self.responder, self.origin, self.mount, self.parameters) = (responder, origin, mount, parameters)
    }

    public func send(_ request: ReplayRequest) async throws -> HTTPAnswer {
        let pairs = parameters.pairs(for: request, origin: origin, mount: mount)
        guard let request = Request(parameters: pairs, body: request.body) else {
            throw HTTPFailure.unreachable("the parameters have no method")
        }
        let response = await responder.respond(to: request)
        return HTTPAnswer(
            status: response.head.status, headerFields: response.head.headerFields,
            body: request.head.method == .head ? [] : response.body)
    }
}
