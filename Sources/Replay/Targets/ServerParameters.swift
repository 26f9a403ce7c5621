import FoundationEssentials
import HTTPTypes
public import ProviderTesting

/// The server parameters that a web server sends (RFC 3875 section 4.1), recorded from it.
///
/// A line is `NAME=value`; a line `[POST]` begins those of a POST, and what stands above it is for all others.
/// In values, `{{method}}`, `{{uri}}`, `{{mount}}`, `{{route}}`, `{{query}}`, `{{host}}`, `{{name}}`, `{{port}}`,
/// `{{content_type}}` and `{{content_length}}` are the request's. The request's own fields follow as `HTTP_…`.
public struct ServerParameters: Sendable {
    private typealias Pair = (name: String, value: String)

    /// The set's name, such as `nginx`.
    public let name: String
    private var plain: [Pair] = []
    private var posted: [Pair] = []

    /// nginx with `deploy/nginx/fastcgi_params`.
    public static let nginx = ServerParameters(
        name: "nginx",
        lines: """
            QUERY_STRING={{query}}
            REQUEST_METHOD={{method}}
            CONTENT_TYPE={{content_type}}
            CONTENT_LENGTH={{content_length}}
            SCRIPT_NAME={{mount}}
            PATH_INFO={{route}}
            REQUEST_URI={{uri}}
            SERVER_NAME={{name}}
            SERVER_PORT={{port}}
            """)

    /// Reads a file.
    ///
    /// - Throws: ``CassetteFault`` with the line.
    public init(path: String) throws(CassetteFault) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CassetteFault(path, 0, .unreadable, "there is no such file", fix: "check the path")
        }
        let text = String(decoding: data, as: UTF8.self)
        for (index, line) in text.textLines.enumerated() {
            guard line.isEmpty || line.hasPrefix("#") || line == "[POST]" || line.contains("=") else {
                throw CassetteFault(path, index + 1, .format, "that is no NAME=value", fix: "record the set again")
            }
        }
        self.init(
            name: path.split(separator: "/").last?.split(separator: ".").first.map(String.init) ?? path, lines: text)
    }

    private init(name: String, lines: String) {
        self.name = name
        var isPosted = false
        for line in lines.textLines where !line.hasPrefix("#") {
            if line == "[POST]" {
                isPosted = true
                continue
            }
            let halves = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard halves.count == 2 else { continue }
            if isPosted { posted.append((halves[0], halves[1])) } else { plain.append((halves[0], halves[1])) }
        }
        if posted.isEmpty { posted = plain }
    }

    /// The parameters of a request.
    func pairs(for request: ReplayRequest, origin: URL, mount: String) -> [(name: String, value: String)] {
        let parts = request.target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(
            String.init)
        let host = origin.host() ?? ""
        let values = [
            "method": request.method.rawValue, "uri": mount + request.target, "mount": mount, "route": parts[0],
            "query": parts.count > 1 ? parts[1] : "", "name": host, "port": "\(origin.port ?? 80)",
            "host": origin.port.map { "\(host):\($0)" } ?? host, "content_type": request.fields[.contentType] ?? "",
            "content_length": request.method == .post ? "\(request.body.count)" : "",
        ]
        let own = (request.method == .post ? posted : plain).map { pair in
            (name: pair.name, value: values.reduce(pair.value) { $0.replacing("{{\($1.key)}}", with: $1.value) })
        }
        let fields = request.fields.filter { $0.name != .contentType }.map { field in
            (name: "HTTP_" + field.name.canonicalName.uppercased().replacing("-", with: "_"), value: field.value)
        }
        return own + [(name: "HTTP_HOST", value: values["host"] ?? "")] + fields
    }
}
