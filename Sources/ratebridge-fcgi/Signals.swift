import Glibc

/// Signals are blocked in every thread and waited for in one: a call that a signal interrupts is, to libfcgi, a failed
/// request.
struct Signals {
    private var set = sigset_t()

    /// To be called before the first thread starts: threads inherit it.
    init() {
        sigemptyset(&set)
        for signal in [SIGTERM, SIGINT, SIGHUP, SIGUSR1, SIGUSR2] { sigaddset(&set, signal) }
        pthread_sigmask(SIG_BLOCK, &set, nil)
        signal(SIGPIPE, SIG_IGN)
    }

    /// Waits for the next one.
    mutating func next() -> Int32 {
        var signal: Int32 = 0
        while sigwait(&set, &signal) != 0 {}
        return signal
    }
}
