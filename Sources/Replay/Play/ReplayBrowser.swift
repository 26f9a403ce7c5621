import FoundationEssentials
import HTTPTypes
import ProviderKit

/// The customer's browser, as far as a journey needs one: it keeps cookies.
struct ReplayBrowser {
    let origin: URL
    var keepsCookies = true
    private var jar = CookieJar()

    init(origin: URL) { self.origin = origin }

    /// The address of a path and query.
    func url(_ target: String) -> URL { URL(string: target, relativeTo: origin)?.absoluteURL ?? origin }

    func dressed(_ request: ReplayRequest, mount: String, at now: Date) -> ReplayRequest {
        var request = request
        request.fields[.cookie] = jar.header(for: url(mount + request.target), at: now)?.reveal()
        return request
    }

    mutating func keep(_ answer: HTTPAnswer, from target: String, at now: Date) {
        guard keepsCookies else { return }
        for field in answer.headerFields[values: .setCookie] { jar.store(field, from: url(target), at: now) }
    }
}
