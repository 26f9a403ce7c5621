import FoundationEssentials

extension DeskPage {
    /// More lines than this of a session are not shown; the newest are.
    static let lines = 150

    var timeline: String {
        guard let session = view.session else { return beginning }
        var mask = view.mask()
        let start = session.rows[0].started
        let parties = Exchange.Party.allCases.map { "<span>\($0.name)</span>" }
        var lines: [String] = []
        var group: Int?
        for row in session.rows.suffix(Self.lines) {
            let made = line(row, &mask)
            let isApart = row.isNested && group != nil && group != row.group
            let request = isApart ? session.rows.first { $0.group == row.group && !$0.isNested } : nil
            group = row.group
            lines.append(
                made.html(
                    isNested: row.isNested, for: request.map(title), after: row.started.timeIntervalSince(start)))
        }
        return """
            <div class="bar">\(Self.heading("timeline", "Session \(view.place + 1) of \(view.sessions.count)"))\
            \(state)\(others)</div>
            <div class="head" aria-hidden="true"><span>after</span><span class="lanes">\(parties.joined())</span>\
            <span>what</span><span>answer</span></div>
            <ol class="timeline">
            \(lines.joined(separator: "\n"))
            </ol>
            <div class="bar foot">\(Self.button("reset", "Forget everything"))</div>
            """
    }

    private var beginning: String {
        let example = customersShown.first.map { " as <code>\(HTML.escape($0.email))</code>" } ?? ""
        return Self.heading("timeline", "No session yet") + """
            <ol class="steps"><li>Start a session: the login opens in another tab.</li>\
            <li>Sign in\(example), password <code>\(DemoCustomer.password)</code>, and allow what is asked.</li>\
            <li>Watch here each call between the browser, the responder, FlatPeak and the provider.</li></ol>
            """
    }

    /// In words: where FlatPeak's side has the session stand.
    private var state: String {
        guard let state = view.state else { return "" }
        let text =
            switch state {
            case .created, .providerSelected: "not begun"
            case .integrating: "at the login"
            case .consenting: "at the consent"
            case .redirecting, .complete: "on the way back to the app"
            case .exchanged: "connected"
            case .dismissed: "left: the tariff is set by hand"
            case .disconnected: "left for another provider"
            }
        return "<p class=\"badge\">\(text)</p>"
    }

    private var others: String {
        guard view.sessions.count > 1 else { return "" }
        let number = view.place + 1
        let earlier = number > 1 ? "<a href=\"?session=\(number - 1)\">earlier</a>" : ""
        let later =
            number < view.sessions.count ? "<a href=\"?session=\(number + 1)\">later</a> <a href=\"./\">newest</a>" : ""
        return "<nav aria-label=\"Sessions\">\(earlier) \(later)</nav>"
    }

    private func title(_ row: Timeline.Row) -> String {
        switch row.event {
        case .request(let request): "\(request.method) \(request.route)"
        case .exchange(let exchange): exchange.title
        }
    }

    private func line(_ row: Timeline.Row, _ mask: inout DeskMask) -> DeskLine {
        switch row.event {
        case .request(let request): DeskLine(request)
        case .exchange(let exchange): DeskLine(exchange, provider: view.provider.displayName, &mask)
        }
    }
}
