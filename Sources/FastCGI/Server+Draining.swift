import Glibc
import Logging
import Synchronization

extension Server {
    /// How long kept connections that have nothing to do may go on where another process serves the socket, or will.
    /// Most are used once more by then, and that answer says that it is the last: so hardly any is closed while a web
    /// server is about to write to it. A process that is to start waits for this one's end.
    private static func idleGrace(_ handingOver: Bool) -> Duration { handingOver ? .seconds(10) : .milliseconds(500) }

    /// Stops accepting; requests that have arrived are answered, then ``run()`` returns.
    ///
    /// A kept connection that is idle is closed: soon where the socket lives on, at once where nobody is there to come
    /// to. Those that stand in the listen queue are let in; one that has said nothing yet has a second to begin.
    ///
    /// - Parameter handingOver: another process serves the socket already; the queue and the path are its own.
    public func drain(handingOver: Bool = false) {
        let livesOn = handingOver || listener.withLock { $0?.isInherited ?? false }
        let isFirst = state.withLock { state in
            guard !state.isDraining else { return false }
            state.drainDeadline = .now + limits.drainTimeout
            if livesOn { state.idleDeadline = .now + Self.idleGrace(handingOver) } else { state.hurryAll() }
            startTicking(&state)
            return true
        }
        guard isFirst else { return }
        logger.info("draining", metadata: ["in_flight": "\(inFlight)"])
        if handingOver { return leaveListener() }
        listener.withLock { $0?.stopNewcomers() }
        closeListener()
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

    /// Leaves the socket, and who stands in its queue, to the process that serves it now.
    private func leaveListener() {
        listener.withLock { listener in
            guard let socket = listener else { return }
            events.forget(socket.descriptor)
            socket.close()
            listener = nil
            state.withLock { $0.isListening = false }
        }
        if state.withLock({ $0.isDrained }) { stop() }
    }
}
