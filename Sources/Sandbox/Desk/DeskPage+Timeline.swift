import FoundationEssentials

extension DeskPage {
    /// More lines than this of a session are not shown; the newest are.
    static let lines = 150

    var timeline: String {
        guard let session = view.session else {
            return Self.heading("timeline", "No session yet") + """
                <p>Start one, sign in as one of the customers, and watch here what goes on between the browser, the \
                responder, FlatPeak and the provider.</p>
                """
        }
        var mask = view.mask()
        let start = session.rows[0].started
        let rows = session.rows.suffix(Self.lines).map { line($0, since: start, &mask) }
        let parties = Exchange.Party.allCases.map { "<span>\($0.name)</span>" }
        return """
            <div class="bar">\(Self.heading("timeline", "Session \(view.place + 1) of \(view.sessions.count)"))\
            \(state)\(others)</div>
            <div class="head" aria-hidden="true"><span>after</span><span class="lanes">\(parties.joined())</span>\
            <span>what</span><span>answer</span></div>
            <ol class="timeline">
            \(rows.joined(separator: "\n"))
            </ol>
            <div class="bar foot">\(actions)</div>
            """
    }

    private var state: String {
        guard let state = view.state else { return "" }
        return "<p class=\"badge\"><span class=\"muted\">Connect:</span> \(state.rawValue)</p>"
    }

    private var others: String {
        guard view.sessions.count > 1 else { return "" }
        let number = view.place + 1
        let earlier = number > 1 ? "<a href=\"?session=\(number - 1)\">earlier</a>" : ""
        let later =
            number < view.sessions.count ? "<a href=\"?session=\(number + 1)\">later</a> <a href=\"./\">newest</a>" : ""
        return "<nav aria-label=\"Sessions\">\(earlier) \(later)</nav>"
    }

    private var actions: String {
        let isStored = view.session?.token.flatMap(view.world.connect.session)?.authMetadata.isEmpty == false
        let read =
            isStored ? Self.button("read", "Read the tariff again", hidden: ["session": "\(view.place + 1)"]) : ""
        return read + Self.button("reset", "Forget everything")
    }

    private func line(_ row: Timeline.Row, since start: Date, _ mask: inout DeskMask) -> String {
        let line: DeskLine =
            switch row.event {
            case .request(let request): DeskLine(request)
            case .exchange(let exchange): DeskLine(exchange, provider: view.provider.displayName, &mask)
            }
        return line.html(isNested: row.isNested, after: row.started.timeIntervalSince(start))
    }
}
