import FastCGIClient

/// A request as nginx would send it; each part can be made wrong.
struct Ask: Sendable {
    var method = "GET"
    var uri = "/"
    var keep = false
    var id: UInt16 = 1
    var body: [UInt8] = []
    /// `nil` sends none.
    var contentLength: String? = ""
    var more: [(String, String)] = []
    /// Bytes of body in a record.
    var chunk = 60_000

    /// A form or the like, with its true length.
    static func post(_ body: [UInt8], keep: Bool = false) -> Ask {
        Ask(method: "POST", keep: keep, body: body, contentLength: "\(body.count)")
    }

    var head: [Record] {
        var pairs = [
            ("REQUEST_METHOD", method), ("REQUEST_URI", uri), ("SCRIPT_NAME", uri), ("HTTP_HOST", "localhost"),
        ]
        if let contentLength { pairs.append(("CONTENT_LENGTH", contentLength)) }
        let content = Record.parameters(pairs + more).content
        let cut = stride(from: 0, to: content.count, by: 60_000).map {
            Record(kind: Record.Kind.parameters, id: id, content: Array(content.dropFirst($0).prefix(60_000)))
        }
        return [.begin(id: id, keep: keep)] + cut + [Record(kind: Record.Kind.parameters, id: id)]
    }

    var input: [Record] {
        stride(from: 0, to: body.count, by: chunk).map {
            .input(Array(body.dropFirst($0).prefix(chunk)), id: id)
        } + [.input([], id: id)]
    }

    var records: [Record] { head + input }
    var bytes: [UInt8] { records.bytes }
}
