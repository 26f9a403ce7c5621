import CFCGI
import Glibc

/// Linux's epoll(7), shared by all readers: the kernel hands each event to one of them.
struct EventQueue: Sendable {
    enum Interest {
        /// Something has arrived, or the peer is gone.
        case input
        /// At once, as soon as the peer takes bytes.
        case turn
    }

    let descriptor: Int32

    init() throws(ListenError) {
        descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard descriptor >= 0 else { throw .system(call: "epoll_create1", address: "epoll", errno: errno) }
    }

    /// Watches a descriptor for one event; nothing more comes of it until it is armed again. `again` says whether the
    /// queue knows the descriptor already.
    ///
    /// Returns whether the kernel took it on.
    @discardableResult
    func arm(_ watched: Int32, token: UInt64, for interest: Interest = .input, again: Bool) -> Bool {
        var event = epoll_event()
        event.events = EPOLLIN.rawValue | EPOLLONESHOT.rawValue
        if interest == .turn { event.events |= EPOLLOUT.rawValue }
        event.data.u64 = token
        return epoll_ctl(descriptor, again ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, watched, &event) == 0
    }

    /// Watches a descriptor for good; every reader hears of it for as long as it is readable.
    func watch(_ watched: Int32, token: UInt64) {
        var event = epoll_event()
        event.events = EPOLLIN.rawValue
        event.data.u64 = token
        _ = epoll_ctl(descriptor, EPOLL_CTL_ADD, watched, &event)
    }

    /// Hears no more of a descriptor. To be called before it is closed, where another process has it open too: else the
    /// queue would go on hearing of it (epoll(7), Questions and answers, 6).
    func forget(_ watched: Int32) {
        _ = epoll_ctl(descriptor, EPOLL_CTL_DEL, watched, nil)
    }

    /// Waits for the next event.
    func next() -> UInt64 {
        var event = epoll_event()
        while epoll_wait(descriptor, &event, 1, -1) != 1 {}
        return event.data.u64
    }
}
