import FoundationEssentials
import HTTPTypes
import ProviderKit

@testable import ConnectFlow

extension FuzzTarget {
    /// Connect's answer, its status first: what the flow gets of it fits a log, a page and a cookie.
    static let connect = FuzzTarget(name: "connect") { bytes in
        let statuses = [200, 201, 400, 403, 404, 409, 422, 429, 500]
        let status = statuses[Int(bytes.first ?? 0) % statuses.count]
        let answer = HTTPAnswer(status: HTTPResponse.Status(code: status), body: Array(bytes.dropFirst()))
        switch Result(catching: { () throws(ConnectFailure) in try ConnectAnswer(answer) }) {
        case .success(.page(let page)): try check(page)
        case .success(.redirect(let target)):
            try require(RedirectTarget(target.location) == target, "a target that was checked")
        case .failure(.refused(let refusal)): try check(refusal)
        case .failure: break
        }
    }

    private static func check(_ page: ConnectPage) throws {
        try require((1...100).contains(page.accountName.utf8.count), "an account's name that a page has room for")
        for url in [page.privacyURL, page.termsURL, page.logoURL] {
            try require(url == PrintableURL.check(url), "an address that may be printed")
        }
        try require(page.step != .consentCapture || page.authMetadataID != nil, "a consent is to something")
        let kept = try JSONEncoder().encode(page)
        try require(try JSONDecoder().decode(ConnectPage.self, from: kept) == page, "what a session keeps reads equal")
    }

    private static func check(_ refusal: ConnectAnswer.Refusal) throws {
        try require((400..<500).contains(refusal.status), "a refusal's status")
        try require(
            refusal.code.map { $0.utf8.count <= 64 && $0.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } } ?? true,
            "a code fit for a log line")
        let isPlain = refusal.message.map { $0.utf8.count <= 500 && $0.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }
        try require(isPlain ?? true, "a message of printable text")
    }
}
