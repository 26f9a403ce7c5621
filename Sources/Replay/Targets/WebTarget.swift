public import FoundationEssentials
import HTTPTypes
public import ProviderKit

/// A responder behind a web server, over plain HTTP.
public struct WebTarget: ReplayTarget {
    public let origin: URL
    public let mount: String
    private let transport: any HTTPTransport

    /// - Parameters:
    ///   - url: scheme, host and mount path.
    ///   - transport: the network.
    public init(_ url: URL, transport: any HTTPTransport) {
        origin = url
        mount = url.path == "/" ? "" : url.path
        self.transport = transport
    }

    public func send(_ request: ReplayRequest) async throws -> HTTPAnswer {
        guard let url = URL(string: mount + request.target, relativeTo: origin)?.absoluteURL else {
            throw HTTPFailure.unreachable("'\(request.target)' is no address")
        }
        let call = HTTPCall(request.method, url, headerFields: request.fields, body: request.body)
        return try await transport.send(call, deadline: .now + .seconds(90))
    }
}
