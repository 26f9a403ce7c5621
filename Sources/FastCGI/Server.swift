import CFCGI
import Glibc
public import Logging
import Synchronization

/// A FastCGI responder (FastCGI 1.0) over libfcgi.
///
/// A few reader threads share one epoll queue and never wait for a sender: libfcgi is given a request once it is whole.
/// Each request then has a task of its own, which begins on the reader's thread and leaves it where it first waits. So
/// thousands of them can wait for something slow on a handful of threads, and one that waits for nothing costs no switch
/// of threads at all.
///
/// The process must block its signals, or handle them with `SA_RESTART`: libfcgi takes an interrupted write for a
/// failed one. Block them first of all and let the main thread wait in `sigwait`: an `async` main gives the main thread
/// away, with no signal blocked.
public final class Server<Application: Responder>: Sendable {
    typealias Token = ServerState.Token

    let application: Application
    let limits: Limits
    let logger: Logger
    let events: EventQueue
    let ticker: Ticker
    /// Its own lock: nobody may accept from a descriptor that a drain has closed. `nil` once it is.
    let listener: Mutex<ListeningSocket?>
    let state = Mutex(ServerState())
    /// From which libfcgi reads once more that a request has begun.
    let beginnings: Mutex<Feed>
    /// Requests being worked on.
    let working = Atomic(0)
    let tally = Tally()
    private let most: Atomic<Int>
    /// Readable once every thread may go.
    let bell: Int32
    /// Whether somebody has been told that what arrives is no FastCGI.
    let hasWarned = Atomic(false)

    /// Takes over a listening socket.
    public init(
        socket: ListeningSocket, application: Application, limits: Limits = Limits(), logger: Logger
    ) throws(ListenError) {
        self.application = application
        self.limits = limits
        self.logger = logger
        listener = Mutex(socket)
        most = Atomic(limits.inFlight)
        events = try EventQueue()
        ticker = try Ticker()
        beginnings = Mutex(try Feed())
        bell = eventfd(0, Int32(EFD_CLOEXEC))
        guard bell >= 0 else { throw .system(call: "eventfd", address: socket.address.description, errno: errno) }
        guard LibFCGI.status == 0 else { throw .system(call: "FCGX_Init", address: "libfcgi", errno: ENOMEM) }
        events.watch(bell, token: Token.bell)
        events.arm(socket.descriptor, token: Token.listener, again: false)
    }

    deinit {
        listener.withLock { $0?.close() }
        close(bell)
        close(ticker.descriptor)
        close(events.descriptor)
    }

    /// Serves until ``drain(handingOver:)`` is called and every request has been answered, or the drain's time is up.
    ///
    /// - Returns: the number of requests that were still unanswered; 0 is a clean end.
    public func run() async throws(ListenError) -> Int {
        do {
            var benches: [Workbench] = []
            for _ in 0..<max(1, limits.readers) { benches.append(try Workbench()) }
            try startThread("fastcgi-ticker") { self.keepTime() }
            for bench in benches { try startThread("fastcgi-reader") { self.serve(at: bench) } }
        } catch {
            stop()
            throw error
        }
        await withCheckedContinuation { continuation in
            let isStopped = state.withLock { state in
                if !state.isStopped { state.whenStopped = continuation }
                return state.isStopped
            }
            if isStopped { continuation.resume() }
        }
        return inFlight
    }

    /// How many requests are being worked on.
    public var inFlight: Int { working.load(ordering: .relaxed) }

    /// How many requests may be worked on at once; more are ``Refusal/busy``.
    public var maximumInFlight: Int {
        get { most.load(ordering: .relaxed) }
        set { most.store(newValue, ordering: .relaxed) }
    }

    /// Lets every thread go, and ``run()`` return.
    func stop() {
        let continuation = state.withLock { state in
            state.isStopped = true
            return state.whenStopped.take()
        }
        eventfd_write(bell, 1)
        continuation?.resume()
    }
}
