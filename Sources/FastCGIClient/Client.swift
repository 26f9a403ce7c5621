import Foundation
import Synchronization

/// A web server's end of a connection. What blocks, blocks on a thread of its own: the server's tasks need the others.
package final class Client: Sendable {
    package enum Failure: Error { case connect(Int32), send(Int32), closed, timeout }

    /// Seconds that a read or a write may take.
    package static let patience = 60

    package let descriptor: Int32
    private let received = Mutex<[UInt8]>([])

    /// Calls `ready` between making the socket and connecting it.
    package init(unix path: String, ready: () -> Void = {}) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        ready()
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        try connect { descriptor in
            withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(descriptor, $0, size) }
            }
        }
    }

    package init(port: UInt16) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        try connect { descriptor in
            withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.connect(descriptor, $0, size) }
            }
        }
    }

    deinit { Glibc.close(descriptor) }

    private func connect(_ call: (Int32) -> Int32) throws {
        // Nobody waits without end for a server that hangs.
        var timeout = timeval(tv_sec: Self.patience, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        guard call(descriptor) == 0 else { throw Failure.connect(errno) }
    }

    package func send(_ bytes: [UInt8]) async throws {
        try await onThread { [descriptor] in
            var sent = 0
            while sent < bytes.count {
                let count = bytes[sent...].withUnsafeBytes {
                    Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { throw Failure.send(errno) }
                sent += count
            }
        }
    }

    /// Reads up to the end of one request.
    package func answer() async throws -> Answer {
        var answer = Answer()
        while answer.protocolStatus == nil {
            let record = try await record()
            answer.id = record.id
            switch record.kind {
            case Record.Kind.output: answer.output += record.content
            case Record.Kind.end: answer.protocolStatus = record.content[4]
            default: answer.others.append(record)
            }
        }
        return answer
    }

    package func record() async throws -> Record {
        try await onThread { [self] in
            while true {
                let record = received.withLock { bytes -> Record? in
                    guard let (record, rest) = Record.first(of: bytes[...]) else { return nil }
                    bytes = Array(rest)
                    return record
                }
                if let record { return record }
                let bytes = try read()
                received.withLock { $0 += bytes }
            }
        }
    }

    /// Whether the server has closed, with nothing more to read. Waits for it.
    package func isClosed() async throws -> Bool {
        try await onThread { [self] in
            do {
                _ = try read()
                return false
            } catch Failure.closed {
                return true
            }
        }
    }

    package func finishSending() { _ = shutdown(descriptor, Int32(SHUT_WR)) }

    private func read() throws -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count < 0, errno == EAGAIN { throw Failure.timeout }
        guard count > 0 else { throw Failure.closed }
        return Array(buffer.prefix(count))
    }
}

/// Runs what blocks on a thread of its own.
package func onThread<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
    }
}
