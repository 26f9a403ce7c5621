import FastCGI
import Foundation

extension ServerConfiguration {
    /// lighttpd's configuration: single settings, wherever they stand.
    mutating func readLighttpd(_ text: String, in path: String, depth: Int = 0) {
        let text = text.split(whereSeparator: \.isNewline).filter { !$0.drop(while: \.isWhitespace).hasPrefix("#") }
            .joined(separator: "\n")
        if let match = text.firstMatch(of: /server\.username\s*=\s*"([^"]+)"/) { user = String(match.1) }
        roots += text.matches(of: /server\.document-root\s*=\s*"([^"]+)"/).map { String($0.1) }
        isForUs = isForUs || text.contains("fastcgi.server")
        if let match = text.firstMatch(of: /"socket"\s*=>\s*"([^"]+)"/) {
            socket = socket ?? (try? ListenAddress("unix:\(match.1)"))
        }
        for match in text.matches(of: /"read-timeout"\s*=>\s*"?(\d+)/) {
            add(Double(match.1).map { Limit(name: "read-timeout", value: $0) }, to: \.readTimeouts)
        }
        // In KB.
        for match in text.matches(of: /server\.max-request-size\s*=\s*(\d+)/) {
            add(Double(match.1).map { Limit(name: "server.max-request-size", value: $0 * 1024) }, to: \.bodyLimits)
        }
        guard depth < 16 else { return }
        for match in text.matches(of: /(?m)^\s*include\s+"([^"]+)"/) {
            for file in Self.included(String(match.1), by: path) {
                let inner = FileManager.default.contents(atPath: file).map { String(decoding: $0, as: UTF8.self) }
                readLighttpd(inner ?? "", in: path, depth: depth + 1)
            }
        }
    }
}
