import CFCGI
import Glibc
import Logging
import Synchronization

// Everything that happens because time has passed.
extension Server {
    /// Sees to it that there will be a tick. Called under the lock.
    func startTicking(_ state: inout ServerState) {
        guard !state.isTicking else { return }
        state.isTicking = true
        ticker.start()
    }

    /// The life of the thread that keeps the time. It runs nothing of the application's, so that time-outs hold when
    /// the application keeps every other thread busy.
    func keepTime() {
        while true {
            var watched = [ticker.descriptor, bell].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            guard poll(&watched, 2, -1) > 0 else { continue }
            if watched[1].revents != 0 { return }
            tick()
        }
    }

    private func tick() {
        ticker.acknowledge()
        let now = ContinuousClock.now
        let (overdue, wasPaused, isDraining, isOver) = state.withLock { state in
            defer { state.isPaused = false }
            let isOver = state.drainDeadline.map { $0 <= now } ?? false
            if let idleDeadline = state.idleDeadline, idleDeadline <= now { state.hurryAll() }
            return (state.takeOverdue(now), state.isPaused, state.isDraining, isOver)
        }
        for connection in overdue { act(on: connection.expire(), of: connection) }
        if wasPaused { resume(isDraining: isDraining) }
        if isOver {
            logger.warning("the drain's time is up", metadata: ["in_flight": "\(inFlight)"])
            stop()
        }
        state.withLock { state in
            state.isTicking = false
            if state.needsTicks { startTicking(&state) }
        }
    }

    private func resume(isDraining: Bool) {
        if isDraining { return closeListener() }
        listener.withLock { listener in
            guard let listener else { return }
            events.arm(listener.descriptor, token: Token.listener, again: true)
        }
    }
}
