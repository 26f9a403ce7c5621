/// The page at `/`: what is simulated here.
enum IndexPage {
    static func html(sites: [any Site.Type]) -> String {
        let rows = sites.map {
            "<tr><th scope=\"row\">/\($0.prefix)</th><td>\(HTML.escape($0.summary))</td></tr>"
        }
        let customers = EnergyProvider.all.map { provider in
            let rows = DemoCustomer.all.filter { $0.provider == provider.slug }.map {
                "<tr><th scope=\"row\">\(HTML.escape($0.email))</th><td>\(HTML.escape($0.shows))</td></tr>"
            }
            return "<h2>Customers of \(HTML.escape(provider.displayName))</h2><table>\(rows.joined())</table>"
        }
        return """
            <!DOCTYPE html>
            <html lang="en-GB">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Ratebridge Sandbox</title>
            <style>:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:50rem;margin:0 auto;\
            padding:1rem}th{text-align:left;padding-right:1rem;vertical-align:top;white-space:nowrap}</style></head>
            <body><main>
            <h1>Ratebridge Sandbox</h1>
            <p>FlatPeak, Connect, a customer's app and energy providers, simulated. \
            <a href="/app/">Start in the app</a>, or \
            watch what happens at <a href="/desk/">the desk</a>.</p>
            <h2>Sites</h2>
            <table>\(rows.joined())</table>
            <p>Every customer's password is <code>\(DemoCustomer.password)</code>.</p>
            \(customers.joined())
            </main></body>
            </html>
            """
    }
}
