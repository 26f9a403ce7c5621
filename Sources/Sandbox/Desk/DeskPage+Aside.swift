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
        let name = view.provider.displayName
        let waiting =
            view.world.connectFaults.all.map { Self.waiting("FlatPeak", $0.fault.rawValue, $0.times) }
            + view.world.providerFaults.all.map { Self.waiting(name, $0.fault.rawValue, $0.times) }
        let list = waiting.map { "<li>\(HTML.escape($0))</li>" }.joined()
        let pending =
            waiting.isEmpty
            ? "" : "<div class=\"pending\"><p>To come:</p><ul>\(list)</ul>\(Self.button("mend", "Take back"))</div>"
        return Self.heading("faults", "Make it fail")
            + "<p class=\"muted\">The next call to it goes wrong, whoever makes it.</p>"
            + form("connect", "FlatPeak", connect) + form("provider", name, provider) + pending
    }

    /// `Lunar Energy never answers, 2 calls`.
    private static func waiting(_ side: String, _ fault: String, _ times: Int) -> String {
        "\(side) \(label(of: fault))" + (times > 1 ? ", \(times) calls" : "")
    }

    /// What a fault does, in words; both sides say the same.
    static func label(of fault: String) -> String {
        connectFaults.first { $0.fault.rawValue == fault }?.label ?? fault
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

    /// A provider without customers of its own is a copy of the starter, customers and all.
    var customersShown: [DemoCustomer] {
        let all = DemoCustomer.all.filter { $0.provider == view.provider.slug }
        return all.isEmpty ? DemoCustomer.all.filter { $0.provider == EnergyProvider.lunarEnergy.slug } : all
    }

    var customers: String {
        let rows = customersShown.map {
            "<div><dt><code>\(HTML.escape($0.email))</code></dt><dd>\(HTML.escape($0.shows))</dd></div>"
        }
        return Self.heading("customers", "Customers to try") + """
            <p>Everybody's password is <code>\(DemoCustomer.password)</code>; a code, where one is asked for, is \
            <code>\(DemoCustomer.code)</code>.</p>
            <dl class="customers">\(rows.joined(separator: "\n"))</dl>
            """
    }

    var commands: String {
        let items = view.world.deskCommands.map { command in
            "<dt>\(HTML.escape(command.purpose))</dt><dd><pre tabindex=\"0\" role=\"group\" aria-label=\"\(HTML.escape(command.purpose))\">\(HTML.escape(command.line))</pre></dd>"
        }
        return Self.heading("commands", "To go on") + "<dl class=\"commands\">\(items.joined(separator: "\n"))</dl>"
    }
}
