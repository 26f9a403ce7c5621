import Glibc
import Logging
import Synchronization

extension Server {
    /// Stops accepting; requests that have arrived are answered, then ``run()`` returns.
    ///
    /// A kept connection that is idle is closed. Those that stand in the listen queue are let in; one that has said
    /// nothing yet has a second to begin.
    public func drain() {
        let isFirst = state.withLock { state in
            guard !state.isDraining else { return false }
            state.drainDeadline = .now + limits.drainTimeout
            startTicking(&state)
            for (id, var entry) in state.connections where entry.isArmed {
                state.hurry(&entry)
                state.connections[id] = entry
            }
            return true
        }
        guard isFirst else { return }
        listener.withLock { $0?.stopNewcomers() }
        closeListener()
        logger.info("draining", metadata: ["in_flight": "\(inFlight)"])
    }

    /// Lets everybody in who stands in the queue, and closes it; later, if there is no descriptor free.
    func closeListener() {
        listener.withLock { listener in
            guard let socket = listener else { return }
            let failure = acceptAll(from: socket, atMost: .max, settle)
            if [EMFILE, ENFILE, ENOBUFS, ENOMEM].contains(failure) { return pause(failure) }
            socket.close()
            listener = nil
            state.withLock { $0.isListening = false }
        }
        if state.withLock({ $0.isDrained }) { stop() }
    }
}
