import FastCGI
import Foundation

/// Apache's configuration: its directives one after the other, whatever section they are in.
struct ApacheFile {
    private(set) var directives: [[String]] = []
    private var variables: [String: String] = [:]

    init(path: String, text: String) {
        read(text, path: path, root: nil, depth: 0)
    }

    private mutating func read(_ text: String, path: String, root: String?, depth: Int) {
        var root = root
        for line in text.split(whereSeparator: \.isNewline) {
            var words = Self.words(line)
            guard let name = words.first?.lowercased(), !name.hasPrefix("#") else { continue }
            for (variable, value) in variables {
                words = words.map { $0.replacing("${\(variable)}", with: value) }
            }
            switch name {
            case "define" where words.count == 3: variables[words[1]] = words[2]
            case "serverroot" where words.count == 2: root = words[1]
            case "include" where words.count == 2 && depth < 16, "includeoptional" where words.count == 2 && depth < 16:
                let from = root.map { $0 + "/httpd.conf" } ?? path
                for file in ServerConfiguration.included(words[1], by: from) {
                    let text = FileManager.default.contents(atPath: file).map { String(decoding: $0, as: UTF8.self) }
                    read(text ?? "", path: path, root: root, depth: depth + 1)
                }
            default: directives.append([name] + words.dropFirst())
            }
        }
    }

    private static func words(_ line: Substring) -> [String] {
        line.matches(of: /"((?:[^"\\]|\\.)*)"|[^\s"]+/).map { String($0.1 ?? $0.0) }
    }

    /// The arguments of the last directive of a name.
    func last(_ name: String) -> [String]? { directives.last { $0[0] == name }.map { Array($0.dropFirst()) } }

    /// The handler of CGI's or FastCGI's kind.
    func handles(_ handler: String) -> Bool { directives.contains { $0[0] == "sethandler" && $0.contains(handler) } }
}

extension ServerConfiguration {
    mutating func read(_ file: ApacheFile) {
        user = file.last("user")?.first.map { $0.hasPrefix("${") ? "www-data" : $0 }
        roots = file.directives.filter { $0[0] == "documentroot" }.compactMap { $0.dropFirst().first }
        let whole = file.last("timeout")?.first.flatMap(Self.seconds) ?? 60
        let passes = file.directives.filter { $0[0].hasPrefix("proxypass") && $0.contains { $0.contains("fcgi://") } }
        for pass in passes {
            let proxy = file.last("proxytimeout")?.first.flatMap(Self.seconds) ?? whole
            let own = pass.first { $0.hasPrefix("timeout=") }.flatMap { Self.seconds(String($0.dropFirst(8))) }
            add(
                Limit(name: own == nil ? "ProxyTimeout" : "timeout= of \(pass[0])", value: own ?? proxy),
                to: \.readTimeouts)
            let target = pass.lazy.compactMap { $0.firstMatch(of: /unix:([^|]+)\|fcgi:/)?.1 }.first
            socket = socket ?? target.flatMap { try? ListenAddress("unix:\($0)") }
        }
        if file.handles("fcgid-script") {
            let seconds = file.last("fcgidiotimeout")?.first.flatMap(Self.seconds) ?? 40
            add(Limit(name: "FcgidIOTimeout", value: seconds), to: \.readTimeouts)
            let bytes = file.last("fcgidmaxrequestlen")?.first.flatMap(Self.bytes) ?? 131_072
            add(Limit(name: "FcgidMaxRequestLen", value: bytes), to: \.bodyLimits)
        }
        if file.handles("cgi-script") {
            let seconds = file.last("cgidscripttimeout")?.first.flatMap(Self.seconds) ?? whole
            add(Limit(name: "CGIDScriptTimeout", value: seconds), to: \.readTimeouts)
        }
        if let bytes = file.last("limitrequestbody")?.first.flatMap(Self.bytes) {
            add(Limit(name: "LimitRequestBody", value: bytes), to: \.bodyLimits)
        }
        isForUs = !readTimeouts.isEmpty
    }
}
