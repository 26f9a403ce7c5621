import CFCGI
import Glibc
public import Logging
import Synchronization

/// A FastCGI responder (FastCGI 1.0) over libfcgi.
///
/// A few reader threads share one epoll queue and never wait for a sender: libfcgi is given a request once it is whole.
/// Each request then has a task of its own, so thousands of them can wait for something slow on a handful of threads.
///
/// The process must block its signals, or handle them with `SA_RESTART`: libfcgi takes an interrupted write for a
/// failed one.
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
    /// Readable once every reader may go.
    private let bell: Int32
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
        events = try EventQueue()
        ticker = try Ticker()
        bell = eventfd(0, Int32(EFD_CLOEXEC))
        guard bell >= 0 else { throw .system(call: "eventfd", address: socket.address.description, errno: errno) }
        guard LibFCGI.status == 0 else { throw .system(call: "FCGX_Init", address: "libfcgi", errno: ENOMEM) }
        events.watch(bell, token: Token.bell)
        events.arm(ticker.descriptor, token: Token.ticker, again: false)
        events.arm(socket.descriptor, token: Token.listener, again: false)
    }

    deinit {
        listener.withLock { $0?.close() }
        close(bell)
        close(ticker.descriptor)
        close(events.descriptor)
    }

    /// Serves until ``drain()`` is called and every request has been answered, or the drain's time is up.
    ///
    /// - Returns: the number of requests that were still unanswered; 0 is a clean end.
    public func run() async throws(ListenError) -> Int {
        for _ in 0..<max(1, limits.readers) {
            state.withLock { $0.readers += 1 }
            do {
                try startThread { self.serve() }
            } catch {
                state.withLock { $0.readers -= 1 }
                ring()
                throw error
            }
        }
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if state.readers > 0 { state.whenStopped = continuation }
                return state.readers == 0
            }
            if isOver { continuation.resume() }
        }
        return inFlight
    }

    /// How many requests are being worked on.
    public var inFlight: Int { state.withLock { $0.inFlight } }

    /// Lets every reader go.
    func ring() {
        eventfd_write(bell, 1)
    }
}
