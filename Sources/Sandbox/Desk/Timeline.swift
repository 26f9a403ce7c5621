import FoundationEssentials

/// What happened, in the order in which it began; each call of the responder knows the request that it was made for.
struct Timeline: Sendable {
    /// A line of the timeline.
    struct Row: Sendable {
        enum Event: Sendable {
            case request(LoggedRequest)
            case exchange(Exchange)
        }

        let event: Event
        let started: Date
        /// Which of two that began at the same moment was noted first.
        let number: Int
        /// The place of its group: of a request, and of the calls that the responder made for it.
        var group = 0
        /// Made by the responder on behalf of the request of its group.
        var isNested = false
    }

    /// The lines of one connect token; those before any token have none.
    struct Session: Sendable {
        let token: String?
        var rows: [Row] = []
    }

    /// In the order in which they began.
    let sessions: [Session]

    init(exchanges: [Exchange], requests: [LoggedRequest]) {
        let groups = Self.groups(exchanges, requests)
        let tokens = Self.tokens(of: groups)
        var sessions: [Session] = []
        for (place, (group, token)) in zip(groups, tokens).enumerated() {
            let rows = group.rows.map { row in
                var row = row
                row.group = place
                return row
            }
            if let session = sessions.firstIndex(where: { $0.token == token }) {
                sessions[session].rows += rows
            } else {
                sessions.append(Session(token: token, rows: rows))
            }
        }
        for session in sessions.indices { sessions[session].rows.sort { $0.isBefore($1) } }
        self.sessions = sessions
    }

    /// A request, and what the responder called to answer it.
    private struct Group {
        var head: Row
        var calls: [Row] = []

        /// The log's times are rounded: a request began no later than what it led to.
        var rows: [Row] {
            let started = calls.map(\.started).reduce(head.started, min)
            return [Row(event: head.event, started: started, number: head.number)] + calls
        }
    }

    private static func groups(_ exchanges: [Exchange], _ requests: [LoggedRequest]) -> [Group] {
        let shown = requests.filter { !["asset", "assets", "tariff_plan"].contains($0.route) }
        var heads = shown.enumerated().map { Row(event: .request($1), started: $1.started, number: $0) }
        heads += exchanges.filter { $0.from != .responder }.map(Row.init)
        heads.sort { $0.isBefore($1) }
        var groups = heads.map { Group(head: $0) }
        for exchange in exchanges where exchange.from == .responder {
            let fits = heads.indices.compactMap { index in
                heads[index].distance(to: exchange).map { (index: index, distance: $0) }
            }
            // Of those that fit alike, the newest.
            if let best = fits.reversed().min(by: { $0.distance < $1.distance }) {
                var row = Row(exchange)
                row.isNested = true
                groups[best.index].calls.append(row)
            } else {
                groups.append(Group(head: Row(exchange)))
            }
        }
        return groups.sorted { $0.rows[0].isBefore($1.rows[0]) }
    }

    /// The connect token of each group.
    private static func tokens(of groups: [Group]) -> [String?] {
        // Which token a hash of the log stands for: Connect was told while the request was being answered.
        var byFingerprint: [String: String] = [:]
        for group in groups {
            guard case .request(let request) = group.head.event, let fingerprint = request.fingerprint else { continue }
            if let token = group.calls.compactMap(\.token).first { byFingerprint[fingerprint] = token }
        }
        var tokens = groups.map { group -> String? in
            switch group.head.event {
            case .request(let request): request.fingerprint.flatMap { byFingerprint[$0] }
            case .exchange(let exchange): exchange.token
            }
        }
        // The app's call for a bearer token belongs to the connect token that comes next.
        var next: String?
        for index in groups.indices.reversed() {
            guard case .exchange(let exchange) = groups[index].head.event, exchange.from == .app else { continue }
            tokens[index] = tokens[index] ?? next
            next = tokens[index]
        }
        // What names no session belongs to the newest.
        var latest: String?
        for index in tokens.indices {
            tokens[index] = tokens[index] ?? latest
            latest = tokens[index]
        }
        return tokens
    }
}

extension Timeline.Row {
    init(_ exchange: Exchange) {
        self.init(event: .exchange(exchange), started: exchange.started, number: exchange.id)
    }

    fileprivate var token: String? {
        guard case .exchange(let exchange) = event else { return nil }
        return exchange.token
    }

    /// By time; of one moment, first what led to the other, then what was noted first.
    fileprivate func isBefore(_ other: Self) -> Bool {
        if started != other.started { return started < other.started }
        if isNested != other.isNested { return !isNested }
        return number < other.number
    }

    /// The log's times are in whole milliseconds.
    private static let tolerance = 0.003

    /// How far a call of the responder is from what can have been made while this was answered: 0 is within it, `nil` too far.
    fileprivate func distance(to call: Exchange) -> TimeInterval? {
        let end: Date
        var penalty = 0.0
        switch event {
        case .request(let request):
            end = request.started.addingTimeInterval(request.duration)
            // Requests follow each other within a millisecond: a call to Connect says which of them it is of.
            if call.to == .flatPeak, (call.title == "start_tariff_integration") != (request.route == "start") {
                penalty = Self.tolerance
            }
            if request.route == "page" { penalty = Self.tolerance }
        case .exchange(let exchange):
            // A reading asks the provider alone; Connect's answer to the consent may still be on its way.
            guard exchange.to == .responder, call.to == .provider else { return nil }
            end = exchange.duration.map(exchange.started.addingTimeInterval) ?? .distantFuture
        }
        let gap = max(0, started.timeIntervalSince(call.started), call.started.timeIntervalSince(end))
        return gap <= Self.tolerance ? gap + penalty : nil
    }
}
