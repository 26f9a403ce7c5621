import FoundationEssentials
import HTTPTypes

/// The header fields that every page carries.
enum SecurityHeaders {
    /// Fields for a page.
    ///
    /// The policy has nothing inline. It has no `form-action`: Chromium holds that against redirects too, and the app that
    /// the customer returns to (`https:` or `myapp:`) is not known when the page is made. `Referrer-Policy: same-origin`
    /// rather than `no-referrer`, because with the latter Chromium posts `Origin: null`.
    ///
    /// - Parameter logoURL: its origin is let in where it is plain http, which only a developer's own machine may use.
    /// - Returns: the fields, the policy among them.
    static func page(logoURL: String?) -> HTTPFields {
        var images = "'self' https: data:"
        // Nearly all are let in by "https:", and need no look at their parts.
        if logoURL?.hasPrefix("https:") == false, let url = PrintableURL.check(logoURL).flatMap(URL.init(string:)),
            let origin = WebOrigin(url), origin.scheme == "http"
        {
            images += " \(origin.text)"
        }
        return [
            .contentType: "text/html; charset=utf-8",
            .cacheControl: "no-store",
            .contentSecurityPolicy:
                "default-src 'none'; style-src 'self'; script-src 'self'; img-src \(images); base-uri 'none'; frame-ancestors 'none'",
            .referrerPolicy: "same-origin",
            .xContentTypeOptions: "nosniff",
            .crossOriginOpenerPolicy: "same-origin",
        ]
    }

    /// Fields for JSON.
    static let json: HTTPFields = [
        .contentType: "application/json", .cacheControl: "no-store", .xContentTypeOptions: "nosniff",
    ]
}
