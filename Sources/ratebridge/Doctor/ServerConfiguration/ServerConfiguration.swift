import FastCGI
import Foundation

/// What a web server's configuration says of us, as far as doctor can read it.
struct ServerConfiguration: Sendable {
    enum Kind: String, Sendable {
        case nginx, apache, lighttpd
    }

    /// A setting's name, and its value in seconds or bytes.
    struct Limit: Sendable, Equatable {
        let name: String
        let value: Double
    }

    let path: String
    let kind: Kind
    /// Whether anything in it passes requests on to FastCGI or CGI.
    var isForUs = false
    /// The account that serves.
    var user: String?
    /// The folders of files that are given out.
    var roots: [String] = []
    /// Where the responder is looked for.
    var socket: ListenAddress?
    /// How long it waits for the answer.
    var readTimeouts: [Limit] = []
    /// What the head of an answer has to fit into.
    var headBuffers: [Limit] = []
    /// The largest body that it takes.
    var bodyLimits: [Limit] = []

    /// Reads a file and those that it includes.
    ///
    /// - Throws: `Failure` where it cannot be read.
    init(path: String) throws(Failure) {
        guard let text = FileManager.default.contents(atPath: path).map({ String(decoding: $0, as: UTF8.self) }) else {
            throw Failure("\(path) cannot be read.", fix: "check the path, and run doctor as root.")
        }
        self.path = path
        kind = Self.kind(text)
        switch kind {
        case .nginx: read(NginxFile(path: path, text: text))
        case .apache: read(ApacheFile(path: path, text: text))
        case .lighttpd: readLighttpd(text, in: path)
        }
    }

    private static func kind(_ text: String) -> Kind {
        if text.contains(/(?m)^\s*(server|fastcgi|accesslog)\.[a-z-]+\s*[+:]?=/) { return .lighttpd }
        if text.contains(/(?m)^\s*<[A-Z]|^\s*(ServerRoot|Include|Define|Listen|LoadModule)\s/) { return .apache }
        return .nginx
    }

    /// The files of an `include`, which may have `*` in it, sought from the folder of the first file, and from those above.
    static func included(_ pattern: String, by path: String) -> [String] {
        var folder = URL(filePath: path).standardizedFileURL.deletingLastPathComponent()
        while true {
            let found = files(pattern.hasPrefix("/") ? pattern : folder.appending(path: pattern).path)
            if !found.isEmpty || folder.path == "/" || pattern.hasPrefix("/") { return found }
            folder.deleteLastPathComponent()
        }
    }

    private static func files(_ pattern: String) -> [String] {
        var matches = glob_t()
        defer { globfree(&matches) }
        guard glob(pattern, 0, nil, &matches) == 0 else { return [] }
        return (0..<Int(matches.gl_pathc)).compactMap { matches.gl_pathv[$0].map { String(cString: $0) } }
    }

    /// `60s`, `1m`, `500ms`, or seconds alone.
    static func seconds(_ text: String) -> Double? {
        guard let match = text.wholeMatch(of: /(\d+)(ms|s|m|h)?/), let number = Double(match.1) else { return nil }
        return number * (["ms": 0.001, "m": 60, "h": 3600][match.2 ?? ""] ?? 1)
    }

    /// `8k`, `2m`, or bytes alone.
    static func bytes(_ text: String) -> Double? {
        guard let match = text.lowercased().wholeMatch(of: /(\d+)([kmg]?)/), let number = Double(match.1) else {
            return nil
        }
        return number * (["k": 1024, "m": 1_048_576, "g": 1_073_741_824][match.2] ?? 1)
    }
}
