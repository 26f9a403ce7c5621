import CFCGI
import Glibc

/// A timer that a thread can wait for together with other things (timerfd_create(2)).
struct Ticker: Sendable {
    /// How late a time-out may be.
    static let interval: Duration = .milliseconds(100)

    let descriptor: Int32

    init() throws(ListenError) {
        descriptor = timerfd_create(CLOCK_MONOTONIC, Int32(TFD_CLOEXEC) | Int32(TFD_NONBLOCK))
        guard descriptor >= 0 else { throw .system(call: "timerfd_create", address: "a timer", errno: errno) }
    }

    /// Becomes readable once, after the interval.
    func start() {
        var setting = itimerspec()
        setting.it_value = timespec(tv_sec: 0, tv_nsec: Int(Self.interval.components.attoseconds / 1_000_000_000))
        timerfd_settime(descriptor, 0, &setting, nil)
    }

    /// Takes note of the tick, so that it is not readable any more.
    func acknowledge() {
        var count: UInt64 = 0
        _ = read(descriptor, &count, MemoryLayout<UInt64>.size)
    }
}
