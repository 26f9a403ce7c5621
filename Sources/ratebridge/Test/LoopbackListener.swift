import CFCGI
import Dispatch
import Foundation
import Glibc

/// Hears one browser on this machine, one request at a time, and thanks it.
final class LoopbackListener: Sendable {
    /// The port that it listens on.
    let port: Int
    private let descriptor: Int32

    /// More than any browser sends.
    private static let headLimit = 32 * 1024

    /// - Throws: `Failure` where the port is taken.
    init(port: Int) throws(Failure) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(clamping: port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 && listen(descriptor, 8) == 0
                    && getsockname(descriptor, address, &length) == 0
            }
        }
        guard descriptor >= 0, isListening else {
            let reason = String(cString: strerror(errno))
            Foundation.close(descriptor)
            throw Failure("127.0.0.1:\(port) cannot be listened on: \(reason).", fix: "take another --callback-port.")
        }
        self.descriptor = descriptor
        self.port = Int(UInt16(bigEndian: address.sin_port))
    }

    func close() {
        Foundation.close(descriptor)
    }

    /// The query of the next `GET /callback`; whatever else a browser asks for is not there.
    ///
    /// - Throws: `Failure` when nobody comes in time.
    func query(until deadline: ContinuousClock.Instant) async throws -> String {
        while ContinuousClock.now < deadline {
            let query = await withCheckedContinuation { continuation in
                DispatchQueue.global().async { continuation.resume(returning: self.serveOne()) }
            }
            if let query { return query }
            try Task.checkCancellation()
        }
        throw Failure("Nobody came back from the provider's login.", fix: "run this again, and open the new address.")
    }

    /// Waits for a connection for half a second.
    private func serveOne() -> String? {
        var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard Foundation.poll(&poll, 1, 500) == 1 else { return nil }
        let connection = accept(descriptor, nil, nil)
        guard connection >= 0 else { return nil }
        defer { Foundation.close(connection) }
        var patience = timeval(tv_sec: 2, tv_usec: 0)
        setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        var head: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while head.count < Self.headLimit, !String(decoding: head, as: UTF8.self).contains("\r\n\r\n") {
            let count = recv(connection, &chunk, chunk.count, 0)
            guard count > 0 else { break }
            head += chunk[..<count]
        }
        let query = Self.query(of: String(decoding: head, as: UTF8.self))
        send(query == nil ? Self.notHere : Self.thanks, to: connection)
        return query
    }

    /// The query of the request line `GET /callback?… HTTP/1.1`.
    static func query(of head: String) -> String? {
        let words = head.prefix { $0 != "\r\n" }.split(separator: " ")
        guard words.count == 3, words[0] == "GET", words[1].hasPrefix("/callback?") else { return nil }
        return String(words[1].dropFirst("/callback?".count))
    }

    private func send(_ text: String, to connection: Int32) {
        let bytes = Array(text.utf8)
        _ = Foundation.send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }

    private static let thanks = answer(
        "200 OK", "<h1>Thank you</h1><p>You can close this window and go back to the terminal.</p>")
    private static let notHere = answer("404 Not Found", "<h1>Nothing here</h1>")

    private static func answer(_ status: String, _ body: String) -> String {
        let page = "<!doctype html><html lang=\"en-GB\"><meta charset=\"utf-8\"><title>Ratebridge</title>\(body)</html>"
        return "HTTP/1.1 \(status)\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: \(page.utf8.count)\r\n"
            + "Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nConnection: close\r\n\r\n\(page)"
    }
}
