public import HTTPTypes
import ProviderTesting

/// One request of the browser's, ready to be sent.
public struct ReplayRequest: Sendable {
    /// The method.
    public let method: HTTPRequest.Method
    /// Path and query, below the mount.
    public let target: String
    /// Header fields, without `Host` and `Content-Length`.
    public var fields: HTTPFields
    /// The body; empty for none.
    public let body: [UInt8]

    /// Puts values in the place of names: encoded in an address and a form, escaped in JSON.
    init(_ call: CassetteExchange.Call, _ values: [String: String]) {
        method = HTTPRequest.Method(call.method) ?? .get
        target = Placeholder.replace(in: call.target) { values[$0].map(Self.encoded) }
        var fields = HTTPFields()
        for header in call.headers {
            guard let name = HTTPField.Name(header.name) else { continue }
            fields.append(HTTPField(name: name, value: Placeholder.replace(in: header.value) { values[$0] }))
        }
        self.fields = fields
        let isJSON = JSONText(call.body) != nil
        body = Array(
            Placeholder.replace(in: call.body) { name in
                values[name].map { isJSON ? String(JSONText.quoted($0).dropFirst().dropLast()) : Self.encoded($0) }
            }.utf8)
    }

    /// RFC 3986 section 2.3: everything but unreserved characters is encoded.
    private static func encoded(_ text: String) -> String {
        text.utf8.reduce(into: "") { text, byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: text.unicodeScalars.append(.init(byte))
            default: text += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
    }
}
