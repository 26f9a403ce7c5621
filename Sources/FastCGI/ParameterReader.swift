import Glibc
import HTTPTypes

/// Turns CGI's `NAME=value` strings (RFC 3875 section 4.1) into a request.
///
/// Values arrive as the customer sent them: not necessarily UTF-8, and cut at a NUL. Header fields keep their bytes.
struct ParameterReader {
    private(set) var method: HTTPRequest.Method?
    /// Bytes of the request target and the header fields, as far as the server passed them on; the type of the content may
    /// count twice, since nginx sends it twice.
    private(set) var headBytes = 0
    private let headLimit: Int
    private var parameters: Parameters = [:]
    private var fields = HTTPFields()
    private var host: String?

    init(headLimit: Int) {
        self.headLimit = headLimit
    }

    mutating func read(_ entry: UnsafePointer<CChar>) {
        guard let separator = strchr(entry, 0x3D) else { return }
        let nameLength = UnsafePointer(separator) - entry
        let value = UnsafePointer(separator) + 1
        let valueLength = strlen(value)
        let name = UnsafeRawBufferPointer(start: entry, count: nameLength)
        let bytes = UnsafeRawBufferPointer(start: value, count: valueLength)
        if name.starts(with: "HTTP_".utf8) {
            headBytes += nameLength + valueLength
            guard headBytes <= headLimit, let field = Self.fieldName(name.dropFirst(5)) else { return }
            switch field.canonicalName {
            case "host": host = String(decoding: bytes, as: UTF8.self)
            // As HTTP_PROXY it would be taken for the setting of that name (CVE-2016-5385).
            case "proxy": break
            // nginx sends these twice; the parameters without HTTP_ are the ones that a server vouches for.
            case "content-type", "content-length": break
            default: fields.append(HTTPField(name: field, lenientValue: bytes))
            }
            return
        }
        parameters.append(name: name, value: bytes)
        if name.elementsEqual("REQUEST_URI".utf8) {
            headBytes += valueLength
        } else if name.elementsEqual("REQUEST_METHOD".utf8) {
            method = HTTPRequest.Method(String(decoding: bytes, as: UTF8.self))
        } else if name.elementsEqual("CONTENT_TYPE".utf8), valueLength > 0 {
            headBytes += valueLength
            guard headBytes <= headLimit else { return }
            fields[fields: .contentType] = [HTTPField(name: .contentType, lenientValue: bytes)]
        }
    }

    /// `ACCEPT_LANGUAGE` → `accept-language`; `nil` for what is no field name.
    private static func fieldName(_ bytes: Slice<UnsafeRawBufferPointer>) -> HTTPField.Name? {
        HTTPField.Name(
            String(unsafeUninitializedCapacity: bytes.count) { buffer in
                for (index, byte) in bytes.enumerated() {
                    buffer[index] = byte == 0x5F ? 0x2D : (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
                }
                return bytes.count
            })
    }

    /// The request, still without its body; `nil` without a usable method.
    func request() -> Request? {
        guard let method else { return nil }
        let isSecure = parameters["HTTPS"].map { $0.lowercased() == "on" || $0 == "1" } ?? false
        let target = parameters["REQUEST_URI"] ?? rebuiltTarget
        let head = HTTPRequest(
            method: method, scheme: isSecure ? "https" : "http", authority: host ?? parameters["SERVER_NAME"],
            path: target, headerFields: fields)
        return Request(head: head, parameters: parameters)
    }

    /// `SCRIPT_NAME`, `PATH_INFO` and the query, for servers that send no `REQUEST_URI`.
    private var rebuiltTarget: String {
        let path = (parameters["SCRIPT_NAME"] ?? "") + (parameters["PATH_INFO"] ?? "")
        let query = parameters["QUERY_STRING"] ?? ""
        return (path.isEmpty ? "/" : path) + (query.isEmpty ? "" : "?\(query)")
    }
}
