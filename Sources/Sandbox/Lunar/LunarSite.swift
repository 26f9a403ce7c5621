import HTTPTypes
import Hummingbird
import HummingbirdCore

/// Lunar Energy's customer API: login with or without a one-time code, contracts, prices.
struct LunarSite: Site {
    static let prefix = "lunar"
    static let summary =
        "Lunar Energy: POST /api/login, POST /api/login/code, GET /api/contracts, GET /api/contracts/{id}/tariff"

    let world: World

    func addRoutes(to routes: RouterGroup<SandboxContext>) {
        routes.post("api/login") { request, context in try await login(request, context) }
        routes.post("api/login/code") { request, _ in
            let body = try await request.jsonObject()
            return try answer { () throws(LunarFailure) in
                guard let challenge = body?["challenge"]?.string, let code = body?["code"]?.string else {
                    throw .invalidRequest
                }
                return try world.lunar.login(challenge: challenge, code: code).json
            }
        }
        routes.get("api/contracts") { request, _ in
            try answer { () throws(LunarFailure) in
                let customer = try customer(request)
                let now = world.clock.now
                return ["contracts": .array(customer.contracts.map { $0.json(at: now) })]
            }
        }
        routes.get("api/contracts/:id/tariff") { request, context in
            try answer { () throws(LunarFailure) in
                let id = context.parameters.get("id") ?? ""
                return try world.lunar.contract(id, of: customer(request)).tariffJSON
            }
        }
        routes.get("logo.svg") { _, _ in
            Response.text(Self.logo, type: "image/svg+xml", headers: [.cacheControl: "max-age=3600"])
        }
    }

    private func login(_ request: Request, _ context: SandboxContext) async throws -> Response {
        let body = try await request.jsonObject()
        guard let email = body?["email"]?.string, let password = body?["password"]?.string else {
            return try refusal(.invalidRequest)
        }
        let customer = LunarCustomer.with(email: email, loadDelay: world.configuration.loadDelay)
        switch customer?.behaviour {
        case .slow(let seconds): try await Task.sleep(for: .seconds(seconds))
        case .hang: return try await context.neverAnswered()
        case .down: return try refusal(.unavailable)
        case .broken:
            return .html("<!DOCTYPE html><title>Lunar Energy</title><h1>Something went wrong on our side</h1>")
        case .limited: return try refusal(.tooManyAttempts(retryAfter: 120))
        case .normal, .code, .downLater, nil: break
        }
        return try answer { () throws(LunarFailure) in
            try world.lunar.login(customer, email: email, password: password).json
        }
    }

    private func customer(_ request: Request) throws(LunarFailure) -> LunarCustomer {
        let customer = try world.lunar.customer(accessToken: request.bearer)
        guard customer.behaviour != .downLater else { throw .unavailable }
        return customer
    }

    private func answer(_ body: () throws(LunarFailure) -> JSONValue) throws -> Response {
        let value: JSONValue
        do throws(LunarFailure) {
            value = try body()
        } catch {
            return try refusal(error)
        }
        return try .json(value)
    }

    private func refusal(_ failure: LunarFailure) throws -> Response {
        var headers = HTTPFields()
        if case .tooManyAttempts(let seconds) = failure { headers[.retryAfter] = "\(seconds)" }
        return try .json(["error": .string(failure.code)], status: failure.status, headers: headers)
    }

    private static let logo = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="6 5 96 38" width="121" height="48" role="img" aria-label="Lunar Energy">\
        <circle cx="24" cy="24" r="18" fill="#3b2f7f"/><circle cx="31" cy="19" r="14" fill="#fff"/>\
        <text x="50" y="22" textLength="51" lengthAdjust="spacingAndGlyphs" font-family="system-ui,sans-serif" font-size="17" font-weight="700" fill="#3b2f7f">Lunar</text>\
        <text x="50" y="39" textLength="50" lengthAdjust="spacingAndGlyphs" font-family="system-ui,sans-serif" font-size="14" fill="#3b2f7f">Energy</text></svg>
        """
}

extension LunarService.Login {
    var json: JSONValue {
        switch self {
        case .signedIn(let accessToken, let customerID):
            [
                "status": "signed_in", "access_token": .string(accessToken),
                "expires_in": .integer(Int(LunarService.tokenLifetime)), "customer_id": .string(customerID),
            ]
        case .codeRequired(let challenge):
            ["status": "code_required", "challenge": .string(challenge), "hint": "+44 •••• 123"]
        }
    }
}
