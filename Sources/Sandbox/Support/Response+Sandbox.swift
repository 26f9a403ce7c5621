import FoundationEssentials
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

extension Response {
    /// A JSON answer.
    static func json(
        _ value: JSONValue, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
    ) throws -> Response {
        text(
            String(decoding: try value.json(), as: UTF8.self), type: "application/json", status: status,
            headers: headers)
    }

    /// An HTML page, never cached: it shows state that changes.
    static func html(_ page: String, status: HTTPResponse.Status = .ok) -> Response {
        text(page, type: "text/html; charset=utf-8", status: status, headers: [.cacheControl: "no-store"])
    }

    /// Text of any kind.
    static func text(
        _ text: String, type: String, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
    ) -> Response {
        var headers = headers
        headers[.contentType] = type
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: text)))
    }

    /// 303 to another address.
    static func seeOther(_ address: String) -> Response {
        Response(status: .seeOther, headers: [.location: address])
    }
}

extension Request {
    /// The largest body that any site reads, in bytes.
    static let bodyLimit = 1 << 20

    /// The whole body.
    func bytes() async throws -> Data {
        let buffer = try await body.collect(upTo: Self.bodyLimit)
        return Data(buffer.readableBytesView)
    }

    /// A JSON object as the body; `nil` where it is something else.
    func jsonObject() async throws -> [String: JSONValue]? {
        let bytes = try await bytes()
        return (try? JSONValue(json: bytes))?.object
    }

    /// The value of a query parameter.
    func query(_ name: Substring) -> String? {
        uri.queryParameters[name].map(String.init)
    }

    /// The token of `Authorization: Bearer …`.
    var bearer: String? {
        guard let header = headers[.authorization], header.lowercased().hasPrefix("bearer ") else { return nil }
        return String(header.dropFirst(7))
    }

    /// The media type of the body without its parameters, in lower case.
    var mediaType: String? {
        headers[.contentType]?.split(separator: ";").first.map { $0.filter { $0 != " " }.lowercased() }
    }
}
