import CFCGI
import Glibc
import Synchronization

/// Runs a task on the thread that calls, and whatever it awaits: one request needs no pool of threads, which take longer to
/// start than the page to make.
final class CallingThread: TaskExecutor {
    private let jobs = Mutex<[UnownedJob]>([])
    private let arrivals = Arrivals()

    /// Begins the work, and runs until it ends the process.
    static func run(_ work: @escaping @Sendable () async -> Void) -> Never {
        let thread = CallingThread()
        Task.detached(executorPreference: thread) { await work() }
        while true { thread.runNext() }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        jobs.withLock { $0.append(job) }
        arrivals.post()
    }

    private func runNext() {
        arrivals.wait()
        let job = jobs.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        job?.runSynchronously(on: asUnownedTaskExecutor())
    }
}

/// Counts the jobs (eventfd(2), as a semaphore).
private struct Arrivals: Sendable {
    private let descriptor = eventfd(0, Int32(EFD_SEMAPHORE) | Int32(EFD_CLOEXEC))

    func post() { eventfd_write(descriptor, 1) }

    func wait() {
        var one: eventfd_t = 0
        while eventfd_read(descriptor, &one) != 0, errno == EINTR {}
    }
}
