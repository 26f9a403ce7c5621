import FoundationEssentials
import ProviderKit

/// Tibber's GraphQL API, with an access token.
struct TibberAPI: Sendable {
    let url: URL

    /// The customer's homes.
    func homes(_ token: Secret, _ http: HTTPSession) async throws(ProviderError) -> [TibberHome] {
        let answer: Viewer<TibberHome> = try await ask(
            """
            query Homes {
              viewer {
                homes {
                  id
                  appNickname
                  timeZone
                  address { address1 postalCode city country }
                  currentSubscription { priceInfo { current { currency } } }
                }
              }
            }
            """, token, http)
        return answer.viewer.homes.compactMap(\.self)
    }

    /// The prices of four days around now, in quarters of an hour or in hours.
    func prices(ofHome id: String, _ token: Secret, _ http: HTTPSession) async throws(ProviderError) -> [TibberPrice] {
        let answer: Viewer<Priced> = try await ask(
            """
            query Prices {
              viewer {
                homes {
                  id
                  currentSubscription {
                    priceInfo {
                      range(resolution: QUARTER_HOURLY, first: 384) { nodes { total startsAt level } }
                    }
                  }
                }
              }
            }
            """, token, http)
        guard let home = answer.viewer.homes.compactMap(\.self).first(where: { $0.id == id }) else {
            throw .unknownReference
        }
        return home.currentSubscription?.priceInfo?.range?.nodes?.compactMap(\.self) ?? []
    }

    /// Sends a query, and tells an error that means an old token from others. Messages are not repeated: they may quote it.
    private func ask<Answer: Decodable & Sendable>(_ query: String, _ token: Secret, _ http: HTTPSession)
        async throws(ProviderError) -> Answer
    {
        let answer = try await http.post(url, json: ["query": query], bearer: token).checked()
        let document = try? JSONValue(parsing: answer.body)
        if case .array(let errors)? = document?["errors"], !errors.isEmpty {
            let codes = errors.compactMap { $0["extensions"]?["code"]?.string }
            guard !codes.contains("UNAUTHENTICATED") else { throw .tokenRefused }
            throw .unexpectedAnswer("an error with the code \(codes.first.map(Self.name) ?? "none")")
        }
        switch answer.statusCode {
        case 200: break
        case 401, 403: throw .tokenRefused
        default: throw .unexpectedAnswer("it answers \(answer.statusCode)")
        }
        return try answer.decoded(as: Document<Answer>.self).data
    }

    private static func name(_ code: String) -> String {
        String(code.prefix(40).filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") })
    }
}

extension ProviderError {
    fileprivate static let tokenRefused = ProviderError.reauthorisationRequired("Tibber does not take the access token")
}

private struct Document<Answer: Decodable & Sendable>: Decodable, Sendable {
    let data: Answer
}

private struct Viewer<Home: Decodable & Sendable>: Decodable, Sendable {
    struct Homes: Decodable, Sendable {
        let homes: [Home?]
    }

    let viewer: Homes
}

private struct Priced: Decodable, Sendable {
    struct Subscription: Decodable, Sendable {
        let priceInfo: PriceInfo?
    }

    struct PriceInfo: Decodable, Sendable {
        let range: Range?
    }

    struct Range: Decodable, Sendable {
        let nodes: [TibberPrice?]?
    }

    let id: String
    let currentSubscription: Subscription?
}
