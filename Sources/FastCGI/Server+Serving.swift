import Logging
import Synchronization

// What readers and tasks do with a connection.
extension Server {
    /// A reader's life.
    func serve(at bench: Workbench) {
        loop: while true {
            switch events.next() {
            case Token.bell: break loop
            case Token.listener: accept(at: bench)
            case let id:
                if let connection = state.withLock({ $0.take(id) }) { receive(on: connection, at: bench) }
            }
        }
    }

    /// Reads from a connection that the caller owns.
    func receive(on connection: Connection, at bench: Workbench) {
        act(on: connection.receive(at: bench, limits: limits, responder: application), of: connection)
    }

    func act(on reception: Reception, of connection: Connection) {
        switch reception {
        case .waiting:
            settle(connection)
        case .closed:
            end(connection)
        case .garbled:
            tally.count(.malformed)
            report()
            end(connection)
        case .refused(let refusal, let request):
            tally.count(refusal)
            finish(connection, with: application.respond(to: refusal, of: request))
        case .request(let request):
            guard admit() else {
                tally.count(.busy)
                return finish(connection, with: application.respond(to: .busy, of: request))
            }
            let turn = connection.startWaiting()
            Task.immediate {
                let response = await application.respond(to: request)
                finish(connection, with: response) { self.working.subtract(1, ordering: .relaxed) }
            }
            connection.park(turn)
        }
    }

    /// Counts a request in, while there is room.
    private func admit() -> Bool {
        let count = working.add(1, ordering: .relaxed).newValue
        guard count <= maximumInFlight else {
            working.subtract(1, ordering: .relaxed)
            return false
        }
        tally.reach(count)
        return true
    }

    /// Sends an answer. Not even then does a thread that others need wait for the web server to read.
    private func finish(
        _ connection: Connection, with response: Response, then isSent: @escaping @Sendable () -> Void = {}
    ) {
        let send: @Sendable () -> Void = { [self] in
            let isLast = connection.leftover.isEmpty && isLeaving()
            let isKept = connection.unpark(beginnings) && connection.send(response, isLast: isLast)
            isSent()
            if isKept { settle(connection) } else { end(connection) }
        }
        if connection.hasRoom(for: response) { return send() }
        let hasThread = state.withLock { state in
            state.connections[connection.id]?.deadline = .now + limits.writeTimeout
            startTicking(&state)
            return state.reserveWriter()
        }
        if hasThread {
            let write: @Sendable () -> Void = { [self] in
                send()
                state.withLock { $0.writers -= 1 }
            }
            if (try? startThread("fastcgi-writer", write)) != nil { return }
            state.withLock { $0.writers -= 1 }
        }
        Task { send() }
    }

    private func isLeaving() -> Bool { state.withLock { $0.isDraining } }

    /// Once in a place where it is seen: a web server that is set up wrongly says it with every request.
    private func report() {
        logger.log(
            level: hasWarned.exchange(true, ordering: .relaxed) ? .debug : .warning,
            "what arrived is no FastCGI: the web server must speak FastCGI here (nginx: fastcgi_pass, not proxy_pass)")
    }

    /// Gives a connection to the event queue until something more arrives.
    func settle(_ connection: Connection) {
        let isSettled = state.withLock { state in
            guard var entry = state.connections[connection.id] else { return false }
            entry.isArmed = true
            entry.deadline = connection.arrivalDeadline
            // What was not told that it is the last still has its grace.
            if state.isDraining, state.idleDeadline == nil { state.hurry(&entry) }
            if entry.deadline != nil { startTicking(&state) }
            state.connections[connection.id] = entry
            // Under the lock: once it is armed, another reader may have it, and close it.
            defer { connection.isWatched = true }
            return events.arm(
                connection.descriptor, token: connection.id, for: connection.leftover.isEmpty ? .input : .turn,
                again: connection.isWatched)
        }
        if !isSettled { end(connection) }
    }

    /// Closes a connection that the caller owns. Only after it is off the list: a time-out must not hang up a
    /// descriptor that is somebody else's by then.
    func end(_ connection: Connection) {
        state.withLock { $0.connections[connection.id] = nil }
        connection.close()
        if state.withLock({ $0.isDrained }) { stop() }
    }
}
