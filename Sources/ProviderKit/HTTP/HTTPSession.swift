public import FoundationEssentials
import HTTPTypes
import Synchronization

/// The HTTP client of one sign-in: its cookies, and one deadline for all its calls.
public final class HTTPSession: Sendable {
    private let transport: any HTTPTransport
    let deadline: ContinuousClock.Instant
    private let jar: Mutex<CookieJar>

    /// Opens a session.
    ///
    /// - Parameters:
    ///   - transport: what carries the calls.
    ///   - deadline: for all of them together.
    ///   - cookies: those of an earlier session, to go on with it.
    public init(_ transport: any HTTPTransport, deadline: ContinuousClock.Instant, cookies: CookieJar = CookieJar()) {
        self.transport = transport
        self.deadline = deadline
        jar = Mutex(cookies)
    }

    /// The cookies so far; may be kept in a grant.
    public var cookies: CookieJar {
        get { jar.withLock { $0 } }
        set { jar.withLock { $0 = newValue } }
    }

    /// Sends a call, with the session's cookies.
    ///
    /// - Throws: ``ProviderError/timedOut`` or ``ProviderError/unavailable(_:)``. An answer of any status is an answer.
    public func send(_ call: HTTPCall) async throws(ProviderError) -> HTTPAnswer {
        var call = call
        if let cookie = jar.withLock({ $0.header(for: call.url) }) {
            call.headerFields[.cookie] = cookie.reveal()
        }
        let answer: HTTPAnswer
        do {
            answer = try await transport.send(call, deadline: deadline)
        } catch {
            switch error {
            case .timedOut: throw .timedOut
            case .unreachable(let reason): throw .unavailable(reason)
            case .answerTooLarge(let limit): throw .unexpectedAnswer("it is larger than \(limit) bytes")
            }
        }
        jar.withLock { jar in
            for setCookie in answer.headerFields[values: .setCookie] { jar.store(setCookie, from: call.url) }
        }
        return answer
    }

    /// Gets a document, with an access token where one is given.
    public func get(_ url: URL, bearer: Secret? = nil) async throws(ProviderError) -> HTTPAnswer {
        try await send(HTTPCall(.get, url, headerFields: Self.fields(bearer)))
    }

    /// Posts a JSON document, with an access token where one is given.
    ///
    /// A ``Secret`` in the body goes out in clear: that is what the call is for.
    public func post(_ url: URL, json body: some Encodable, bearer: Secret? = nil) async throws(ProviderError)
        -> HTTPAnswer
    {
        let encoder = JSONEncoder()
        encoder.userInfo = SecretCoding.insideSealedData.userInfo
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(body) else {
            throw .unexpectedAnswer("the request cannot be written as JSON")
        }
        var fields = Self.fields(bearer)
        fields[.contentType] = "application/json"
        return try await send(HTTPCall(.post, url, headerFields: fields, body: Array(data)))
    }

    private static func fields(_ bearer: Secret?) -> HTTPFields {
        var fields: HTTPFields = [.accept: "application/json"]
        if let bearer { fields[.authorization] = "Bearer \(bearer.reveal())" }
        return fields
    }
}

extension HTTPAnswer {
    /// Throws what a status means that every provider means alike: 429 with its wait, 5xx, a redirect.
    ///
    /// 401, 403 and 404 are for the provider's code: whether the password is wrong or the token old, only it knows.
    public func checked() throws(ProviderError) -> HTTPAnswer {
        switch status.code {
        case 429: throw .rateLimited(retryAfter: retryAfter)
        case 500...: throw .unavailable("it answers \(status.code)")
        case 300..<400: throw .unexpectedAnswer("it redirects (\(status.code))")
        default: return self
        }
    }

    /// The seconds to wait (RFC 9110 section 10.2.3), a day at most; `nil` where the field is a date or nonsense.
    public var retryAfter: Int? {
        guard let text = headerFields[.retryAfter], !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return min(Int(text) ?? .max, 86_400)
    }

    /// Reads the body as JSON.
    ///
    /// - Throws: ``ProviderError/unexpectedAnswer(_:)`` that names the place, never the content.
    public func decoded<Value: Decodable>(as type: Value.Type = Value.self) throws(ProviderError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(body))
        } catch let error as DecodingError {
            throw .unexpectedAnswer(error.place)
        } catch {
            throw .unexpectedAnswer("it is no JSON")
        }
    }
}

extension DecodingError {
    /// Where a JSON document differs from what was expected, without its content.
    var place: String {
        func path(_ context: Context, _ more: (any CodingKey)? = nil) -> String {
            let keys = context.codingPath + (more.map { [$0] } ?? [])
            return keys.reduce(into: "") { text, key in
                if let index = key.intValue {
                    text += "[\(index)]"
                } else {
                    text += (text.isEmpty ? "" : ".") + key.stringValue
                }
            }
        }
        return switch self {
        case .keyNotFound(let key, let context): "'\(path(context, key))' is missing"
        case .typeMismatch(_, let context), .valueNotFound(_, let context): "'\(path(context))' is of another type"
        case .dataCorrupted(let context):
            context.codingPath.isEmpty ? "it is no JSON" : "'\(path(context))' has no usable value"
        @unknown default: "it is no JSON"
        }
    }
}
