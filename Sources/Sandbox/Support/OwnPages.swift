import HTTPTypes
import Hummingbird
import HummingbirdCore

/// Lets nobody steer the Sandbox but programs and its own pages: a page of another site may neither send forms to it nor read
/// it under a name of its own that leads here (DNS rebinding).
struct OwnPages: RouterMiddleware {
    let world: World

    func handle(
        _ request: Request, context: SandboxContext, next: (Request, SandboxContext) async throws -> Response
    ) async throws -> Response {
        guard isOfThisMachine(request.head.authority), request.method == .get || isOwn(request) else {
            return .text(
                "This is for programs on this machine, and for the sandbox's own pages.\n", type: "text/plain",
                status: .forbidden)
        }
        return try await next(request, context)
    }

    func isOfThisMachine(_ authority: String?) -> Bool {
        guard let authority else { return true }
        let host = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
        return ["localhost", "127.0.0.1", "[::1]"].contains(host) || world.publicURL.hasSuffix("://" + authority)
    }

    /// What a browser says of where a form came from; a program says nothing.
    private func isOwn(_ request: Request) -> Bool {
        let origin = request.headers[.origin]
        return ["same-origin", "none", nil].contains(request.headers[.secFetchSite])
            && (origin == nil || request.head.authority.map { origin?.hasSuffix("://" + $0) ?? false } ?? false)
    }
}

extension HTTPField.Name {
    fileprivate static let secFetchSite = HTTPField.Name("Sec-Fetch-Site") ?? .referer
}
