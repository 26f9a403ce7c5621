/// What a server's readers, tasks and drain share, behind one lock.
struct ServerState {
    struct Entry {
        let connection: Connection
        /// Whether the event queue owns the connection; otherwise a reader or a task does.
        var isArmed = false
        /// Until when the request must have arrived (armed) or the answer must have gone out (not armed).
        var deadline: ContinuousClock.Instant?
    }

    var connections: [UInt64: Entry] = [:]
    /// Threads that write an answer for which the web server has no room yet.
    var writers = 0
    var isListening = true
    /// Accepting waits for a free descriptor.
    var isPaused = false
    var isTicking = false
    /// Set by a drain: when it gives up.
    var drainDeadline: ContinuousClock.Instant?
    /// Until when a drain leaves kept connections alone that have nothing to do.
    var idleDeadline: ContinuousClock.Instant?
    var isStopped = false
    var whenStopped: CheckedContinuation<Void, Never>?
    private var nextID = Token.firstConnection

    enum Token {
        static let listener: UInt64 = 0
        static let bell: UInt64 = 1
        static let firstConnection: UInt64 = 2
    }

    var isDraining: Bool { drainDeadline != nil }

    /// Whether a drain has nothing more to wait for.
    var isDrained: Bool { isDraining && !isListening && connections.isEmpty }

    /// Whether anything must be looked at when time has passed.
    var needsTicks: Bool {
        isPaused || isDraining || connections.values.contains { $0.deadline != nil }
    }

    mutating func adopt(_ descriptor: Int32, limits: Limits) -> Connection {
        let connection = Connection(descriptor: descriptor, id: nextID, limits: limits)
        // One that never says anything must not stand there for ever.
        connection.arrivalDeadline = .now + limits.readTimeout
        connections[nextID] = Entry(connection: connection)
        nextID += 1
        return connection
    }

    /// Makes the caller the owner; `nil` where somebody else is already.
    mutating func take(_ id: UInt64) -> Connection? {
        guard let entry = connections[id], entry.isArmed else { return nil }
        connections[id]?.isArmed = false
        connections[id]?.deadline = nil
        return entry.connection
    }

    /// The connections that the event queue owns and whose time is up; the caller owns them now. Those whose answer is
    /// not being read are hung up.
    mutating func takeOverdue(_ now: ContinuousClock.Instant) -> [Connection] {
        var overdue: [Connection] = []
        for (id, entry) in connections {
            guard let deadline = entry.deadline, deadline <= now else { continue }
            if entry.isArmed, let connection = take(id) {
                overdue.append(connection)
            } else {
                connections[id]?.deadline = nil
                entry.connection.hangUp()
            }
        }
        return overdue
    }

    /// What a drain does to a connection that is about to wait for its peer: an idle one takes nothing more, and one
    /// that has said nothing yet must begin soon.
    func hurry(_ entry: inout Entry) {
        guard !entry.connection.intake.isMidway else { return }
        if let deadline = entry.deadline {
            entry.deadline = min(deadline, .now + .seconds(1))
        } else {
            entry.connection.stopInput()
        }
    }

    /// The same for all that wait.
    mutating func hurryAll() {
        idleDeadline = nil
        for (id, var entry) in connections where entry.isArmed {
            hurry(&entry)
            connections[id] = entry
        }
    }

    /// A thread for a slow answer, while there are few of them.
    mutating func reserveWriter() -> Bool {
        guard writers < 64 else { return false }
        writers += 1
        return true
    }
}
