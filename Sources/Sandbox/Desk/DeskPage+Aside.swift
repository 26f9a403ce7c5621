extension DeskPage {
    /// The faults of Connect that show a page of their own each.
    static let connectFaults: [(fault: ConnectFault, label: String)] = [
        (.down, "is down: 503"), (.slow, "is three seconds late"), (.hang, "never answers"),
        (.tooManyRequests, "says too many requests: 429"), (.html, "sends a web page"),
        (.truncated, "sends half an answer"),
        (.errorPage, "sends its error page"), (.badCredentials, "says bad credentials: 403"),
        (.unknownRoute, "names an unknown page"), (.javascriptRedirect, "redirects to a script"),
        (.reset, "cuts the connection"),
    ]

    static let providerFaults: [(fault: ProviderFault, label: String)] = [
        (.down, "is down: 503"), (.slow, "is three seconds late"), (.hang, "never answers"),
        (.tooManyRequests, "says too many requests: 429"), (.html, "sends a web page"), (.reset, "cuts the connection"),
    ]

    var faults: String {
        let connect = Self.connectFaults.map { (value: $0.fault.rawValue, label: $0.label) }
        let provider = Self.providerFaults.map { (value: $0.fault.rawValue, label: $0.label) }
        let waiting =
            view.world.connectFaults.all.map { "Connect, \($0.times) ×: \($0.fault.rawValue)" }
            + view.world.providerFaults.all.map { "the provider: \($0.rawValue)" }
        let list = waiting.map { "<li>\(HTML.escape($0))</li>" }.joined()
        let pending =
            waiting.isEmpty
            ? "" : "<div class=\"pending\"><p>To come:</p><ul>\(list)</ul>\(Self.button("mend", "Take back"))</div>"
        return Self.heading("faults", "Make it fail")
            + "<p class=\"muted\">The next call goes wrong, whoever makes it.</p>"
            + form("connect", "Connect", connect) + form("provider", view.provider.displayName, provider) + pending
    }

    private func form(_ side: String, _ name: String, _ faults: [(value: String, label: String)]) -> String {
        let options = faults.map { "<option value=\"\($0.value)\">\(HTML.escape($0.label))</option>" }
        return """
            <form class="fault" method="post" action="fault"><input type="hidden" name="side" value="\(side)">\
            <label for="\(side)-fault">\(HTML.escape(name))</label>\
            <select id="\(side)-fault" name="mode">\(options.joined())</select>\
            <button aria-label="Fail once: \(HTML.escape(name))">Fail once</button></form>
            """
    }

    var customers: String {
        let all = DemoCustomer.all.filter { $0.provider == view.provider.slug }
        // A provider without customers of its own is a copy of the starter, customers and all.
        let shown = all.isEmpty ? DemoCustomer.all.filter { $0.provider == EnergyProvider.lunarEnergy.slug } : all
        let rows = shown.map {
            "<tr><th scope=\"row\"><code>\(HTML.escape($0.email))</code></th><td>\(HTML.escape($0.shows))</td></tr>"
        }
        return Self.heading("customers", "Customers to try") + """
            <p>Everybody's password is <code>\(DemoCustomer.password)</code>; a code, where one is asked for, is \
            <code>\(DemoCustomer.code)</code>.</p>
            <table><thead><tr><th scope="col">Sign in as</th><th scope="col">What it shows</th></tr></thead>
            <tbody>\(rows.joined(separator: "\n"))</tbody></table>
            """
    }

    var commands: String {
        let items = view.world.deskCommands.map { command in
            "<dt>\(HTML.escape(command.purpose))</dt><dd><pre tabindex=\"0\">\(HTML.escape(command.line))</pre></dd>"
        }
        return Self.heading("commands", "To go on") + "<dl class=\"commands\">\(items.joined(separator: "\n"))</dl>"
    }
}
