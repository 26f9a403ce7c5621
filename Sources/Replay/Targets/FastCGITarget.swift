import FastCGIClient
public import FoundationEssentials
import HTTPTypes
public import ProviderKit

/// A responder at a unix socket, over FastCGI.
public struct FastCGITarget: ReplayTarget {
    public let origin: URL
    public let mount: String
    private let socket: String
    private let parameters: ServerParameters

    /// - Parameters:
    ///   - socket: the socket's path.
    ///   - origin: scheme and host as the browser has them.
    ///   - mount: the path that a web server would have it at.
    ///   - parameters: what a web server says.
    public init(socket: String, origin: URL, mount: String, parameters: ServerParameters) {
        (self.socket, self.origin, self.mount, self.parameters) = (socket, origin, mount, parameters)
    }

    public func send(_ request: ReplayRequest) async throws -> HTTPAnswer {
        let pairs = parameters.pairs(for: request, origin: origin, mount: mount)
        let client = try Client(unix: socket)
        let body = stride(from: 0, to: request.body.count, by: 32_768).map {
            Record.input(Array(request.body.dropFirst($0).prefix(32_768)))
        }
        let head = [Record.begin(), .parameters(pairs.map { ($0.name, $0.value) }), .parameters([])]
        try await client.send((head + body + [.input([])]).bytes)
        return HTTPAnswer(try await client.answer())
    }
}

extension HTTPAnswer {
    fileprivate init(_ answer: Answer) {
        var fields = HTTPFields()
        for (name, value) in answer.fields where name.lowercased() != "status" {
            if let name = HTTPField.Name(name) { fields.append(HTTPField(name: name, value: value)) }
        }
        self.init(status: .init(code: answer.status ?? 200), headerFields: fields, body: answer.body)
    }
}
