import FoundationEssentials

/// What happened, put in order: each request of a browser with the calls that the responder made for it.
struct Timeline: Sendable {
    /// A line of the timeline.
    struct Row: Sendable {
        enum Event: Sendable {
            case request(LoggedRequest)
            case exchange(Exchange)
        }

        let event: Event
        /// Made by the responder on behalf of the line above that is not nested.
        var isNested = false
        var token: String?

        var started: Date {
            switch event {
            case .request(let request): request.started
            case .exchange(let exchange): exchange.started
            }
        }
    }

    /// The lines of one connect token; those before any token have none.
    struct Session: Sendable {
        let token: String?
        var rows: [Row] = []
    }

    /// In the order in which they began.
    let sessions: [Session]

    init(exchanges: [Exchange], requests: [LoggedRequest]) {
        var rows = Self.rows(exchanges, requests)
        let tokens = Self.tokens(in: rows)
        Self.lead(&rows)
        var sessions: [Session] = []
        var latest: String?
        for index in rows.indices {
            if case .request(let request) = rows[index].event {
                rows[index].token = request.fingerprint.flatMap { tokens[$0] }
            }
            if case .exchange(let exchange) = rows[index].event {
                rows[index].token = rows[index].token ?? exchange.token
            }
            // A provider's call names no session: it belongs to the request that it was made for, or to the newest.
            let token = rows[index].token ?? latest
            rows[index].token = token
            latest = token
            if let place = sessions.firstIndex(where: { $0.token == token }) {
                sessions[place].rows.append(rows[index])
            } else {
                sessions.append(Session(token: token, rows: [rows[index]]))
            }
        }
        self.sessions = sessions
    }

    /// Parents in order of time, each followed by the calls that began while it was being answered.
    private static func rows(_ exchanges: [Exchange], _ requests: [LoggedRequest]) -> [Row] {
        let shown = requests.filter { !["asset", "assets", "tariff_plan"].contains($0.route) }
        var parents = shown.map { Row(event: .request($0)) }
        parents += exchanges.filter { $0.from != .responder }.map { Row(event: .exchange($0)) }
        parents.sort { $0.started < $1.started }
        var children: [Int: [Row]] = [:]
        var orphans: [Row] = []
        for exchange in exchanges where exchange.from == .responder {
            if let parent = parents.lastIndex(where: { $0.covers(exchange) }) {
                children[parent, default: []].append(Row(event: .exchange(exchange), isNested: true))
            } else {
                orphans.append(Row(event: .exchange(exchange)))
            }
        }
        var groups = parents.enumerated().map { index, parent in [parent] + (children[index] ?? []) }
        groups += orphans.map { [$0] }
        return groups.sorted { $0[0].started < $1[0].started }.flatMap(\.self)
    }

    /// The app's call for a bearer token belongs to the connect token that comes next.
    private static func lead(_ rows: inout [Row]) {
        var next: String?
        for index in rows.indices.reversed() {
            guard case .exchange(let exchange) = rows[index].event, exchange.from == .app else { continue }
            rows[index].token = exchange.token ?? next
            next = rows[index].token
        }
    }

    /// Which token a hash of the log stands for: Connect was told while the request was being answered.
    private static func tokens(in rows: [Row]) -> [String: String] {
        var tokens: [String: String] = [:]
        var fingerprint: String?
        for row in rows {
            switch row.event {
            case .request(let request): fingerprint = request.fingerprint
            case .exchange(let exchange):
                if !row.isNested { fingerprint = nil }
                if let fingerprint, let token = exchange.token { tokens[fingerprint] = token }
            }
        }
        return tokens
    }
}

extension Timeline.Row {
    /// The log's times are in whole milliseconds.
    private static let tolerance = 0.003

    /// Whether a call of the responder began while it was answering this.
    func covers(_ call: Exchange) -> Bool {
        let end: Date
        switch event {
        case .request(let request): end = request.started.addingTimeInterval(request.duration)
        case .exchange(let exchange):
            // A reading asks the provider alone; Connect's answer to the consent may still be on its way.
            guard exchange.to == .responder, call.to == .provider else { return false }
            end = exchange.duration.map(exchange.started.addingTimeInterval) ?? .distantFuture
        }
        return started.addingTimeInterval(-Self.tolerance) <= call.started
            && call.started <= end.addingTimeInterval(Self.tolerance)
    }
}
