import FastCGI
import Foundation

/// nginx's configuration, as a tree.
struct NginxFile {
    struct Directive {
        let words: [String]
        let block: [Directive]
    }

    let directives: [Directive]

    init(path: String, text: String) {
        var words = Self.words(text)[...]
        directives = Self.block(&words, path: path, depth: 0)
    }

    private static func block(_ words: inout ArraySlice<String>, path: String, depth: Int) -> [Directive] {
        var directives: [Directive] = []
        var current: [String] = []
        while let word = words.popFirst() {
            switch word {
            case ";":
                if current.first == "include", let pattern = current.dropFirst().first, depth < 16 {
                    for file in ServerConfiguration.included(pattern, by: path) {
                        let text = FileManager.default.contents(atPath: file).map {
                            String(decoding: $0, as: UTF8.self)
                        }
                        var inner = Self.words(text ?? "")[...]
                        directives += block(&inner, path: path, depth: depth + 1)
                    }
                } else if !current.isEmpty {
                    directives.append(Directive(words: current, block: []))
                }
                current = []
            case "{":
                directives.append(Directive(words: current, block: block(&words, path: path, depth: depth)))
                current = []
            case "}": return directives
            default: current.append(word)
            }
        }
        return directives
    }

    /// Words, and `;`, `{`, `}` alone; comments are left out. What stands in quotes is one word, led by a space where it could
    /// be taken for one of those.
    static func words(_ text: String) -> [String] {
        text.matches(
            of:
                /#[^\n]*|"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|[;{}]|(?:[^\s;{}"'#$]|\$\{?)[^\s;{}]*(?:\{\w+\}[^\s;{}]*)*/
        )
        .compactMap { match in
            if match.0.hasPrefix("#") { return nil }
            if let quoted = match.1 ?? match.2 {
                return [";", "{", "}"].contains(quoted) ? " \(quoted)" : String(quoted)
            }
            return String(match.0)
        }
    }
}

extension ServerConfiguration {
    mutating func read(_ file: NginxFile) {
        var places: [Place] = []
        var upstreams: [String: String] = [:]
        Self.walk(file.directives, [:]) { block, settings in
            if block.first?.words.first == "upstream" { return }
            if let target = settings["fastcgi_pass"] { places.append(Place(target: target, settings: settings)) }
        } directive: { directive in
            let words = directive.words
            switch words.first {
            case "user": user = words.dropFirst().first
            case "root": roots += words.dropFirst().prefix(1)
            case "upstream":
                let server = directive.block.first { $0.words.first == "server" }
                if let name = words.dropFirst().first, let server { upstreams[name] = server.words.dropFirst().first }
            default: break
            }
        }
        isForUs = !places.isEmpty
        // Others on the same machine (PHP) have limits of their own.
        let ours = places.filter { place in
            place.target.contains("ratebridge") || upstreams[place.target]?.contains("ratebridge") == true
        }
        let looked = ours.isEmpty ? places : ours
        socket = looked.first.flatMap { place in try? ListenAddress(upstreams[place.target] ?? place.target) }
        for place in looked {
            add(place.limit("fastcgi_read_timeout", default: "60s", Self.seconds), to: \.readTimeouts)
            add(place.limit("fastcgi_buffer_size", default: "4k", Self.bytes), to: \.headBuffers)
            add(place.limit("client_max_body_size", default: "1m", Self.bytes), to: \.bodyLimits)
        }
    }

    mutating func add(_ limit: Limit?, to list: WritableKeyPath<ServerConfiguration, [Limit]>) {
        if let limit, !self[keyPath: list].contains(limit) { self[keyPath: list].append(limit) }
    }

    private struct Place {
        let target: String
        let settings: [String: String]

        func limit(_ name: String, default standard: String, _ value: (String) -> Double?) -> Limit? {
            value(settings[name] ?? standard).map { Limit(name: name, value: $0) }
        }
    }

    /// Every block with what holds in it: `fastcgi_pass` for itself, the rest from the blocks around it.
    private static func walk(
        _ block: [NginxFile.Directive], _ outer: [String: String],
        _ visit: ([NginxFile.Directive], [String: String]) -> Void, directive: (NginxFile.Directive) -> Void
    ) {
        var settings = outer
        settings["fastcgi_pass"] = nil
        for line in block where line.words.count == 2 { settings[line.words[0]] = line.words[1] }
        visit(block, settings)
        for line in block {
            directive(line)
            if !line.block.isEmpty { walk(line.block, settings, visit, directive: directive) }
        }
    }
}
