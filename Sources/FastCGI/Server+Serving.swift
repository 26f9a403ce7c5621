import Logging
import Synchronization

// What readers and tasks do with a connection.
extension Server {
    /// A reader's life.
    func serve() {
        let bench = Workbench()
        loop: while true {
            switch events.next() {
            case Token.bell: break loop
            case Token.listener: accept(at: bench)
            case Token.ticker: tick()
            case let id:
                if let connection = state.withLock({ $0.take(id) }) { receive(on: connection, at: bench) }
            }
        }
        let continuation = state.withLock { state in
            state.readers -= 1
            return state.readers == 0 ? state.whenStopped.take() : nil
        }
        continuation?.resume()
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
            report()
            end(connection)
        case .refused(let refusal, let request):
            answer(application.respond(to: refusal, of: request), on: connection)
        case .request(let request):
            guard state.withLock({ $0.admit(upTo: limits.inFlight) }) else {
                return answer(application.respond(to: .busy, of: request), on: connection)
            }
            Task {
                finish(connection, with: await application.respond(to: request), wasAdmitted: true)
            }
        }
    }

    /// Answers without the application's help. Not on the reader's own thread: writing may block.
    private func answer(_ response: Response, on connection: Connection) {
        Task { finish(connection, with: response, wasAdmitted: false) }
    }

    private func finish(_ connection: Connection, with response: Response, wasAdmitted: Bool) {
        let isQuick = connection.hasRoom(for: response)
        let hasThread = state.withLock { state in
            state.connections[connection.id]?.deadline = .now + limits.writeTimeout
            startTicking(&state)
            return !isQuick && state.reserveWriter()
        }
        guard hasThread else { return send(response, on: connection, wasAdmitted: wasAdmitted) }
        // The threads that run tasks are as few as the processors. A web server that does not read must not hold them.
        do {
            try startThread { [self] in
                send(response, on: connection, wasAdmitted: wasAdmitted)
                state.withLock { $0.writers -= 1 }
            }
        } catch {
            state.withLock { $0.writers -= 1 }
            send(response, on: connection, wasAdmitted: wasAdmitted)
        }
    }

    private func send(_ response: Response, on connection: Connection, wasAdmitted: Bool) {
        let isKept = connection.send(response)
        if wasAdmitted { state.withLock { $0.inFlight -= 1 } }
        if isKept { settle(connection) } else { end(connection) }
    }

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
            if state.isDraining { state.hurry(&entry) }
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
        if state.withLock({ $0.isDrained }) { ring() }
    }
}
