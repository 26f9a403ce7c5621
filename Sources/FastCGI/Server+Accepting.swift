import CFCGI
import Glibc
import Logging
import Synchronization

extension Server {
    /// Accepts what stands in the queue, in batches, so that one reader does not get all of a rush.
    func accept(at bench: Workbench) {
        var batch: [Connection] = []
        listener.withLock { listener in
            guard let socket = listener else { return }
            let failure = acceptAll(from: socket, atMost: 4) { batch.append($0) }
            if failure == 0 || failure == EAGAIN {
                events.arm(socket.descriptor, token: Token.listener, again: true)
            } else {
                pause(failure)
            }
        }
        for connection in batch { receive(on: connection, at: bench) }
    }

    /// - Returns: the `errno` that ended it: `EAGAIN` is an empty queue; 0 if there may be more.
    func acceptAll(from socket: ListeningSocket, atMost limit: Int, _ welcome: (Connection) -> Void) -> Int32 {
        for _ in 0..<limit {
            let descriptor = accept4(socket.descriptor, nil, nil, Int32(SOCK_CLOEXEC.rawValue))
            if descriptor >= 0 {
                tally.accepted.add(1, ordering: .relaxed)
                welcome(state.withLock { $0.adopt(descriptor, limits: limits) })
            } else if errno != EINTR, errno != ECONNABORTED {
                return errno
            }
        }
        return 0
    }

    /// Who stands in the queue waits there until something is free, and until the next tick at least.
    func pause(_ failure: Int32) {
        let isNews = state.withLock { state in
            startTicking(&state)
            defer { state.isPaused = true }
            return !state.isPaused
        }
        guard isNews else { return }
        logger.warning(
            "accepting pauses: \(systemMessage(failure)); raise the descriptor limit (LimitNOFILE=, ulimit -n) or lower MAX_IN_FLIGHT",
            metadata: ["in_flight": "\(inFlight)"])
    }
}
