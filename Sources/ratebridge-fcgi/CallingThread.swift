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

/// Counts the jobs: a semaphore, which never moves.
private struct Arrivals: @unchecked Sendable {
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init() { sem_init(semaphore, 0, 0) }

    func post() { sem_post(semaphore) }

    func wait() { while sem_wait(semaphore) != 0 {} }
}
