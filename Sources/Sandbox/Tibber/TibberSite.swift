import FoundationEssentials
import HTTPTypes
import Hummingbird
import HummingbirdCore
import ProviderKit

/// Tibber: its authorisation server (RFC 6749 with PKCE), and its GraphQL API.
struct TibberSite: Site {
    static let prefix = "tibber"
    static let summary = "Tibber: sign-in at /connect/authorize, POST /connect/token, GraphQL at POST /v1-beta/gql"

    let world: World

    private var issuer: String { world.publicURL + "/tibber" }

    func addRoutes(to routes: RouterGroup<SandboxContext>) {
        routes.get("connect/authorize") { request, _ in authorise(request) }
        routes.post("connect/sign-in") { request, _ in try await signIn(request) }
        routes.get("connect/consent") { request, _ in consent(request) }
        routes.post("connect/consent") { request, _ in try await decide(request) }
        routes.post("connect/token") { request, _ in try await token(request) }
        routes.post("v1-beta/gql") { request, _ in try await graphQL(request) }
        routes.get("logo.svg") { _, _ in
            Response.text(Self.logo, type: "image/svg+xml", headers: [.cacheControl: "max-age=3600"])
        }
    }

    // MARK: - Signing in

    private func authorise(_ request: Request) -> Response {
        var query: [String: String] = [:]
        for (name, value) in request.uri.queryParameters {
            guard query.updateValue(String(value), forKey: String(name)) == nil else {
                return refused(.request("\(name) stands twice"))
            }
        }
        // What may not be answered with a redirect: it would send the customer to whoever asks.
        guard let clientID = query["client_id"], clientID == world.configuration.tibberClientID else {
            return refused(TibberFailure(code: "unauthorized_client", description: "the client_id is unknown"))
        }
        guard let redirectURI = query["redirect_uri"], isRegistered(redirectURI) else {
            return refused(.request("the redirect_uri is not one that the client has registered"))
        }
        do throws(TibberFailure) {
            let authorisation = try TibberAuthorisation(query, clientID: clientID, redirectURI: redirectURI)
            return .html(TibberPage.signIn(request: world.tibber.begin(authorisation)))
        } catch {
            return back(to: redirectURI, ["error": error.code, "error_description": error.description], query["state"])
        }
    }

    /// Exactly the integration's `/callback`, or a program's on this machine with whatever port (RFC 8252 section 7.3).
    private func isRegistered(_ redirectURI: String) -> Bool {
        if redirectURI == WebAddress.joining(world.integrationURL(of: .tibber), "/callback") { return true }
        guard let url = URL(string: redirectURI), url.scheme == "http", url.host() == "127.0.0.1", let port = url.port
        else { return false }
        return redirectURI == "http://127.0.0.1:\(port)/callback"
    }

    private func signIn(_ request: Request) async throws -> Response {
        let form = try await form(request)
        guard let id = form["request"], world.tibber.pending(id) != nil else { return refused(Self.outOfDate) }
        guard world.tibber.signIn(id, email: form["email"] ?? "", password: form["password"] ?? "") else {
            return .html(TibberPage.signIn(request: id, isWrong: true), status: .unprocessableContent)
        }
        return .seeOther("/tibber/connect/consent?request=\(id)")
    }

    private func consent(_ request: Request) -> Response {
        guard let id = request.query("request"), let pending = world.tibber.pending(id) else {
            return refused(Self.outOfDate)
        }
        guard let customer = pending.customer else { return .html(TibberPage.signIn(request: id)) }
        return .html(TibberPage.consent(request: id, customer: customer, scopes: pending.authorisation.scopes))
    }

    private func decide(_ request: Request) async throws -> Response {
        let form = try await form(request)
        guard let id = form["request"], let pending = world.tibber.pending(id) else { return refused(Self.outOfDate) }
        let authorisation = pending.authorisation
        guard form["decision"] == "allow" else {
            return back(to: authorisation.redirectURI, ["error": "access_denied"], authorisation.state)
        }
        guard let code = world.tibber.allow(id) else { return .html(TibberPage.signIn(request: id)) }
        return back(to: authorisation.redirectURI, ["code": code], authorisation.state)
    }

    private func back(to redirectURI: String, _ answer: KeyValuePairs<String, String>, _ state: String?) -> Response {
        var address = WebAddress.appending(answer, to: redirectURI)
        if let state { address = WebAddress.appending(["state": state], to: address) }
        return .seeOther(WebAddress.appending(["iss": issuer], to: address))
    }

    private func refused(_ failure: TibberFailure) -> Response {
        .html(TibberPage.refused(failure), status: .badRequest)
    }

    private static let outOfDate = TibberFailure.request("this sign-in is out of date: begin again where you came from")

    private func form(_ request: Request) async throws -> [String: String] {
        let body = String(decoding: try await request.bytes(), as: UTF8.self)
        return (try? URLEncodedFormDecoder().decode([String: String].self, from: body)) ?? [:]
    }

    // MARK: - The client

    private func token(_ request: Request) async throws -> Response {
        guard request.mediaType == "application/x-www-form-urlencoded" else {
            return try refusal(.request("the body is no form"))
        }
        let form = try await form(request)
        let answer: JSONValue
        do throws(TibberFailure) {
            answer = try world.tibber.token(form)
        } catch {
            return try refusal(error)
        }
        return try .json(answer, headers: [.cacheControl: "no-store"])
    }

    private func refusal(_ failure: TibberFailure) throws -> Response {
        try .json(
            ["error": .string(failure.code), "error_description": .string(failure.description)], status: failure.status,
            headers: [.cacheControl: "no-store"])
    }

    private func graphQL(_ request: Request) async throws -> Response {
        let body = try await request.jsonObject()
        guard let customer = world.tibber.customer(accessToken: request.bearer) else {
            return try answer([GraphQLError("invalid token", type: "APPLICATION", code: "UNAUTHENTICATED")])
        }
        switch customer.behaviour {
        case .down: return try .json(["message": "Service Unavailable"], status: .serviceUnavailable)
        case .limited: return try .json([:], status: .tooManyRequests, headers: [.retryAfter: "60"])
        default: break
        }
        let query = GraphQLObject("Query", ["viewer": .object(customer.object(at: world.clock.now))])
        let result: GraphQLAnswer
        do throws(GraphQLError) {
            result = try TibberSchema.parsed.get().answer(
                try GraphQLRequest(body), query: query, mutation: GraphQLObject("Mutation", [:]))
        } catch {
            return try answer([error])
        }
        return try answer(result.errors, data: result.data)
    }

    /// Tibber's errors have a `code` and no more in their extensions.
    private func answer(_ errors: [GraphQLError], data: JSONValue? = nil) throws -> Response {
        let list = errors.map {
            ["message": .string($0.message), "extensions": ["code": .string($0.code)]] as JSONValue
        }
        return try .json(.members(["data": data, "errors": list.isEmpty ? nil : .array(list)]))
    }

    private static let logo = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="9 2 122 44" width="133" height="48" role="img" aria-label="Tibber">\
        <path d="M26 4 10 28h12l-4 16 18-24H24z" fill="#0e6b7d"/>\
        <text x="46" y="32" textLength="84" lengthAdjust="spacingAndGlyphs" font-family="system-ui,sans-serif" font-size="24" font-weight="700" fill="#0e6b7d">tibber</text></svg>
        """
}
