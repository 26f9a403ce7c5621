import FoundationEssentials

/// The desk's page. It is complete as it comes; the script only fetches it anew when something has happened.
struct DeskPage {
    let view: DeskView

    var html: String {
        """
        <!DOCTYPE html>
        <html lang="en-GB">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Desk – Ratebridge</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="desk.css">
        <script src="desk.js" defer></script>
        </head>
        <body>
        \(header)
        <main>
        <div class="column">
        \(section("timeline", timeline))
        \(section("tariff", tariff))
        \(section("commands", commands))
        </div>
        <div class="column">
        \(section("faults", faults))
        \(section("customers", customers))
        </div>
        </main>
        </body>
        </html>
        """
    }

    private var header: String {
        """
        <header>
        <h1>Ratebridge <span>desk</span></h1>
        <p class="parts"><span>\(HTML.escape(view.provider.displayName))</span> \
        <span>responder <code>\(HTML.escape(view.world.integrationURL(of: view.provider)))</code></span> \
        <span id="live" class="live" role="status">updated on reload</span></p>
        <form class="start" method="post" action="start" target="_blank">
        <button class="primary" name="direction" value="IMPORT">Start a session</button>
        <button name="direction" value="EXPORT">Start one for export</button>
        </form>
        </header>
        """
    }

    private func section(_ id: String, _ body: String) -> String {
        "<section id=\"\(id)\" class=\"card\" aria-labelledby=\"\(id)-title\" data-live>\n\(body)\n</section>"
    }

    static func heading(_ id: String, _ text: String) -> String {
        "<h2 id=\"\(id)-title\">\(HTML.escape(text))</h2>"
    }

    /// A form with one button.
    static func button(_ action: String, _ label: String, hidden: KeyValuePairs<String, String> = [:]) -> String {
        let fields = hidden.map {
            "<input type=\"hidden\" name=\"\(HTML.escape($0))\" value=\"\(HTML.escape($1))\">"
        }
        return
            "<form method=\"post\" action=\"\(action)\">\(fields.joined())<button>\(HTML.escape(label))</button></form>"
    }
}
