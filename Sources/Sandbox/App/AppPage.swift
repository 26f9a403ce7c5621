/// The frame of the app's pages.
enum AppPage {
    /// A whole page.
    ///
    /// - Parameters:
    ///   - title: The heading.
    ///   - outcome: A word for tests, as `data-outcome` of `main`.
    ///   - body: HTML; values in it are escaped already.
    /// - Returns: The page.
    static func html(title: String, outcome: String, body: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="en-GB">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(HTML.escape(title)) – Nova</title>
        <link rel="icon" href="data:,">
        <style>\(style)</style>
        </head>
        <body>
        <header><a href="/app/">Nova</a></header>
        <main data-outcome="\(HTML.escape(outcome))">
        <h1>\(HTML.escape(title))</h1>
        \(body)
        </main>
        </body>
        </html>
        """
    }

    /// The form that picks a provider and starts.
    ///
    /// - Parameters:
    ///   - providers: Those to choose from.
    ///   - token: A token that is used again, where the customer chose to change the provider.
    /// - Returns: HTML.
    static func picker(_ providers: [EnergyProvider], token: String? = nil) -> String {
        let options = providers.map {
            "<option value=\"\(HTML.escape($0.id))\">\(HTML.escape($0.displayName))</option>"
        }
        let again = token.map { "<input type=\"hidden\" name=\"connect_token\" value=\"\(HTML.escape($0))\">" } ?? ""
        let direction = """
            <p><label for="direction">What is it for?</label>
            <select id="direction" name="direction"><option value="IMPORT">The electricity I use</option>\
            <option value="EXPORT">The electricity I sell</option></select></p>
            """
        return """
            <form method="post" action="/app/start">
            \(again)
            <p><label for="provider">Your energy provider</label>
            <select id="provider" name="provider">\(options.joined())</select></p>
            \(token == nil ? direction : "")
            <p><button>Connect my tariff</button></p>
            </form>
            """
    }

    private static let style = """
        :root{color-scheme:light dark;--line:#8887;--accent:#0b6e4f}\
        body{font:1rem/1.5 system-ui,sans-serif;max-width:34rem;margin:0 auto;padding:1rem}\
        header a{font-weight:700;font-size:1.25rem;color:inherit;text-decoration:none}\
        label{display:block;font-weight:600}\
        select,button{font:inherit;width:100%;min-height:2.75rem;padding:.5rem;border-radius:.5rem;border:1px solid var(--line)}\
        button{background:var(--accent);color:#fff;border:0;font-weight:600}\
        table{border-collapse:collapse;width:100%}caption{text-align:left;font-weight:600;padding:.5rem 0}\
        th,td{text-align:left;padding:.4rem .5rem;border-bottom:1px solid var(--line)}\
        td:nth-child(2){white-space:nowrap}td:last-child,th:last-child{text-align:right;font-variant-numeric:tabular-nums}
        """
}
