import Glibc

extension ListeningSocket {
    static func openTCP(_ host: String, _ port: UInt16, _ shown: ListenAddress) throws(ListenError) -> Int32 {
        var hints = addrinfo()
        hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let failure = getaddrinfo(host, String(port), &hints, &found)
        guard failure == 0, let info = found else {
            throw .unknownHost(host, reason: gai_strerror(failure).map { String(cString: $0) } ?? "error \(failure)")
        }
        defer { freeaddrinfo(found) }
        let descriptor = socket(info.pointee.ai_family, info.pointee.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw .system(call: "socket", address: shown.description, errno: errno) }
        var on: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        guard bind(descriptor, info.pointee.ai_addr, info.pointee.ai_addrlen) == 0, listen(descriptor, backlog) == 0
        else {
            let code = errno
            Glibc.close(descriptor)
            throw .system(call: "bind", address: shown.description, errno: code)
        }
        return descriptor
    }
}
