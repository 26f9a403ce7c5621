/// Tibber's own pages: sign-in, consent, and what is wrong with a request that may not be answered with a redirect.
enum TibberPage {
    static func signIn(request: String, isWrong: Bool = false) -> String {
        page(
            "Sign in to Tibber", name: "sign-in",
            """
            \(isWrong ? "<p role=\"alert\">Wrong email address or password.</p>" : "")
            <form method="post" action="/tibber/connect/sign-in">
            <input type="hidden" name="request" value="\(HTML.escape(request))">
            <p><label for="email">Email address</label>
            <input id="email" name="email" type="email" autocomplete="username" required></p>
            <p><label for="password">Password</label>
            <input id="password" name="password" type="password" autocomplete="current-password" required></p>
            <p><button>Sign in</button></p>
            </form>
            """)
    }

    static func consent(request: String, customer: TibberCustomer, scopes: [String]) -> String {
        let items = scopes.map { "<li>\(HTML.escape($0))</li>" }.joined()
        let form = { (decision: String, label: String) in
            """
            <form method="post" action="/tibber/connect/consent">
            <input type="hidden" name="request" value="\(HTML.escape(request))">
            <input type="hidden" name="decision" value="\(decision)">
            <p><button>\(label)</button></p>
            </form>
            """
        }
        return page(
            "Share your data?", name: "consent",
            """
            <p>You are signed in as \(HTML.escape(customer.account.email)). Ratebridge asks for:</p>
            <ul>\(items)</ul>
            \(form("allow", "Allow"))
            \(form("deny", "Deny"))
            """)
    }

    static func refused(_ failure: TibberFailure) -> String {
        page(
            "This sign-in cannot go on", name: "refused",
            "<p role=\"alert\"><code>\(HTML.escape(failure.code))</code>: \(HTML.escape(failure.description)).</p>")
    }

    private static func page(_ title: String, name: String, _ body: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="en-GB">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(HTML.escape(title))</title>
        <style>:root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;max-width:26rem;margin:0 auto;padding:1rem}\
        label{display:block;font-weight:600}\
        input:not([type=hidden]),button{font:inherit;width:100%;box-sizing:border-box;min-height:2.75rem;padding:.5rem}\
        button{background:#0e6b7d;color:#fff;border:0;border-radius:.5rem;font-weight:600}</style>
        </head>
        <body><main data-page="\(name)">
        <h1>\(HTML.escape(title))</h1>
        \(body)
        </main></body>
        </html>
        """
    }
}
