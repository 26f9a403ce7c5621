import Foundation
import Synchronization

/// A server on loopback that keeps what it was sent and answers as it is told to, piece by piece.
final class LoopbackServer: Sendable {
    /// What a connection is answered with.
    enum Piece: Sendable {
        case bytes([UInt8])
        case pause(Double)
        /// Sent again and again until the other side goes away.
        case drip([UInt8], every: Double)

        static func text(_ text: String) -> Piece { .bytes(Array(text.utf8)) }
    }

    let port: UInt16
    private let descriptor: Int32
    private let received = Mutex<[String]>([])

    /// The requests, each as its head and whatever of its body came along with it.
    var requests: [String] { received.withLock { $0 } }

    struct Failure: Error { let what: String }

    init(_ pieces: Piece...) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let result = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, size) == 0 && listen(listener, 64) == 0
                    && getsockname(listener, address, &size) == 0
            }
        }
        guard result else { throw Failure(what: "no socket: \(errno)") }
        descriptor = listener
        port = UInt16(bigEndian: address.sin_port)
        let thread = Thread { [self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { break }
                Thread { self.serve(connection, pieces) }.start()
            }
            // Here and not in stop(): its number may be another server's as soon as it is closed.
            close(listener)
        }
        thread.start()
    }

    func stop() {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    func url(_ path: String = "/") -> URL {
        URL(string: "http://127.0.0.1:\(port)\(path)") ?? URL(fileURLWithPath: "/")
    }

    private func serve(_ connection: Int32, _ pieces: [Piece]) {
        defer { close(connection) }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(connection, &buffer, buffer.count, 0)
        guard count > 0 else { return }
        received.withLock { $0.append(String(decoding: buffer[..<count], as: UTF8.self)) }
        for piece in pieces {
            switch piece {
            case .bytes(let bytes): guard send(bytes, connection) else { return }
            case .pause(let seconds): Thread.sleep(forTimeInterval: seconds)
            case .drip(let bytes, let seconds):
                while send(bytes, connection) { Thread.sleep(forTimeInterval: seconds) }
            }
        }
    }

    private func send(_ bytes: [UInt8], _ connection: Int32) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent += count
        }
        return true
    }
}

/// A port on loopback that is taken, so that no other server gets it, and that nobody listens at.
final class DeafPort {
    private let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    let url: URL

    init() throws {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { [descriptor] pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, size) == 0 && getsockname(descriptor, address, &size) == 0
            }
        }
        guard isBound, let url = URL(string: "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))/") else {
            throw LoopbackServer.Failure(what: "no socket: \(errno)")
        }
        self.url = url
    }

    deinit { close(descriptor) }
}
