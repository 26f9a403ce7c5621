import CFCGI
import FastCGI
import Foundation

/// Asks who listens at a socket, as a web server would: with `FCGI_GET_VALUES` (FastCGI 1.0, section 4.1), which no page is
/// made for.
struct ResponderProbe: Sendable {
    enum Result: Sendable, Equatable {
        /// FastCGI is spoken; `pid` is who listens, where the kernel says.
        case answers(pid: pid_t?)
        /// Somebody accepts, and says nothing or something else.
        case silent
        /// There is nobody, or we may not: errno.
        case unreachable(Int32)
    }

    let address: ListenAddress

    private static let question: [UInt8] = [1, 9, 0, 0, 0, 16, 0, 0, 14, 0] + Array("FCGI_MAX_CONNS".utf8)
    private static let seconds = 3

    func ask() async -> Result {
        await withCheckedContinuation { end in
            DispatchQueue.global().async { end.resume(returning: askNow()) }
        }
    }

    private func askNow() -> Result {
        let descriptor: Int32
        switch address {
        case .unix(let path): descriptor = Self.connect(path)
        case .tcp(let host, let port): descriptor = Self.connect(host, port)
        case .inherited: return .unreachable(EINVAL)
        }
        guard descriptor >= 0 else { return .unreachable(errno) }
        defer { close(descriptor) }
        var patience = timeval(tv_sec: Self.seconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        guard send(descriptor, Self.question, Self.question.count, Int32(MSG_NOSIGNAL)) == Self.question.count else {
            return .silent
        }
        var head = [UInt8](repeating: 0, count: 8)
        // Version 1, FCGI_GET_VALUES_RESULT.
        guard recv(descriptor, &head, 8, Int32(MSG_WAITALL)) == 8, head[0] == 1, head[1] == 10 else {
            return .silent
        }
        return .answers(pid: Self.peer(descriptor))
    }

    private static func connect(_ path: String) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
            errno = ENAMETOOLONG
            return -1
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(AF_UNIX, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    private static func connect(_ host: String, _ port: UInt16) -> Int32 {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, "\(port)", &hints, &list) == 0, let first = list else {
            errno = EHOSTUNREACH
            return -1
        }
        defer { freeaddrinfo(list) }
        return connect(first.pointee.ai_family, first.pointee.ai_addr, first.pointee.ai_addrlen)
    }

    private static func connect(_ family: Int32, _ address: UnsafePointer<sockaddr>?, _ length: socklen_t) -> Int32 {
        let descriptor = socket(family, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return -1 }
        var patience = timeval(tv_sec: seconds, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        guard Foundation.connect(descriptor, address, length) == 0 else {
            let reason = errno
            close(descriptor)
            errno = reason
            return -1
        }
        return descriptor
    }

    /// The process that listens at a unix socket (unix(7), SO_PEERCRED).
    private static func peer(_ descriptor: Int32) -> pid_t? {
        // pid, uid, gid: struct ucred is hidden behind _GNU_SOURCE.
        var credentials: (pid: Int32, uid: UInt32, gid: UInt32) = (0, 0, 0)
        var length = socklen_t(MemoryLayout.size(ofValue: credentials))
        guard getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &length) == 0, credentials.pid > 0 else {
            return nil
        }
        return credentials.pid
    }
}
