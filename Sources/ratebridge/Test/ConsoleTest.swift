import Foundation
import ProviderKit

/// The guide's console test: what a customer's session does, step by step, with the tariff at its end.
struct ConsoleTest<P: Provider> {
    let provider: P
    let transport: any HTTPTransport
    let direction: Tariff.Direction
    /// The contract of an earlier test, if that one is wanted.
    let reference: String?
    /// For the calls of one step together.
    let timeout: Duration
    let steps: Steps
    let answers: ExtraAnswers

    /// Asking for more than this many things in turn is a provider that goes in circles.
    private static var mostRequirements: Int { 5 }

    /// - Throws: ``ProviderError``, or `Failure`.
    ///
    /// - Parameters:
    ///   - credentials: What the login form would have.
    ///   - tokens: What a sign-in on the provider's own website led to.
    /// - Returns: The converted tariff.
    func run(_ credentials: Credentials, tokens: OAuth2Tokens? = nil) async throws -> Tariff {
        let (grant, cookies) = try await signIn(SignIn(credentials: credentials, tokens: tokens))
        let context = context(cookies)
        let captured = try await steps.run("capture") {
            let captured = try await provider.capture(grant, reference: reference, in: context)
            return (captured, "reference \(captured.referenceID)")
        }
        let tariff = try await steps.run("convert") {
            var tariff = try provider.convert(captured.tariff)
            tariff.providerTariffReference = captured.referenceID
            return (tariff, tariff.displayName)
        }
        return tariff
    }

    private func signIn(_ signIn: SignIn<P.Grant>) async throws -> (P.Grant, CookieJar) {
        var context = context(CookieJar())
        var authorisation = try await steps.run("authorise") { [context] in
            let authorisation = try await provider.authorise(signIn, in: context)
            return (authorisation, Self.note(authorisation))
        }
        for _ in 0..<Self.mostRequirements {
            guard case .needs(let requirement, let grant) = authorisation else { break }
            let answer = try answers.answer(requirement)
            // A session of its own, as in the browser: only the grant is carried over.
            context = self.context(CookieJar())
            do {
                authorisation = try await steps.run("extra data") { [context] in
                    let next = try await provider.captureExtraAuthData(answer, for: try stored(grant), in: context)
                    return (next, Self.note(next))
                }
            } catch ProviderError.invalidCode where answers.canTypeAgain {
                steps.console.line("    \(ProviderError.invalidCode.message)")
            }
        }
        guard case .complete(let grant) = authorisation else {
            throw Failure(
                "The provider asked for more \(Self.mostRequirements) times, and still does.",
                fix: "let captureExtraAuthData return .complete once it has all."
            )
        }
        return (try stored(grant), context.http.cookies)
    }

    /// The surroundings of a step.
    func context(_ cookies: CookieJar = CookieJar()) -> ProviderContext {
        ProviderContext(http: HTTPSession(transport, deadline: .now + timeout, cookies: cookies), direction: direction)
    }

    /// The grant as it comes back from FlatPeak, which keeps its JSON form.
    private func stored(_ grant: P.Grant) throws(Failure) -> P.Grant {
        do {
            let encoder = JSONEncoder()
            encoder.userInfo = SecretCoding.insideSealedData.userInfo
            let decoder = JSONDecoder()
            decoder.userInfo = SecretCoding.insideSealedData.userInfo
            return try decoder.decode(P.Grant.self, from: encoder.encode(grant))
        } catch {
            throw Failure(
                "FlatPeak could not keep what authorise returned: the grant does not survive its JSON form.",
                fix: "check Grant's CodingKeys, and its own encode(to:) or init(from:) if it has any.")
        }
    }

    private static func note(_ authorisation: Authorisation<P.Grant>) -> String {
        switch authorisation {
        case .complete: "signed in"
        case .needs(.code, _): "a one-time code is wanted"
        case .needs(.multipleAvailableTariffs(let choices), _): "\(choices.count) contracts to choose from"
        case .needs(.noAvailableTariffs, _): "no live contract"
        }
    }
}
