import HTTPTypes

extension Response {
    /// The CGI form of the head (RFC 3875 section 6): header lines and the empty line. A `HEAD` gets the length, too.
    func cgiHead(answering method: HTTPRequest.Method?) -> [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(512)
        out.append(contentsOf: "Status: ".utf8)
        out.append(contentsOf: String(head.status.code).utf8)
        out.append(0x20)
        out.append(line: head.status.reasonPhrase.utf8)
        for field in head.headerFields where field.name != .contentLength && field.name.canonicalName != "status" {
            out.append(contentsOf: field.name.rawName.utf8)
            out.append(contentsOf: ": ".utf8)
            field.withUnsafeBytesOfValue { out.append(line: $0) }
        }
        if mayHaveBody {
            out.append(contentsOf: "Content-Length: ".utf8)
            out.append(line: String(body.count).utf8)
        }
        out.append(contentsOf: "\r\n".utf8)
        return out
    }

    /// Whether the body goes out behind the head.
    func hasBody(answering method: HTTPRequest.Method?) -> Bool {
        mayHaveBody && method != .head
    }

    private var mayHaveBody: Bool {
        head.status.kind != .informational && head.status != .noContent && head.status != .notModified
    }
}

extension [UInt8] {
    /// Appends the rest of a line and its end. What would end it earlier becomes a space: a value from outside must not
    /// become a header field or a body (CWE-113).
    mutating func append(line text: some Collection<UInt8>) {
        let start = count
        append(contentsOf: text)
        for index in start..<count where self[index] == 0x0D || self[index] == 0x0A || self[index] == 0 {
            self[index] = 0x20
        }
        append(contentsOf: "\r\n".utf8)
    }
}
