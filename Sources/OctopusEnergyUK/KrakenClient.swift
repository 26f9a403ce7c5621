import FoundationEssentials
import HTTPTypes
import ProviderKit

/// One GraphQL operation with its variables.
struct KrakenOperation<Variables: Encodable>: Encodable {
    let query: String
    let variables: Variables
    let operationName: String
}

/// Sends GraphQL operations to Kraken.
///
/// Kraken answers 200 whatever happens, and says what went wrong in `errors`: they are looked at before the data.
struct KrakenClient: Sendable {
    let url: URL

    /// Sends an operation. The token goes into `Authorization` as it is, without a scheme; the login itself has none.
    func send<Answer: Decodable>(
        _ operation: KrakenOperation<some Encodable>, token: Secret?, _ http: HTTPSession
    ) async throws(KrakenFailure) -> Answer {
        let answer: HTTPAnswer
        do throws(ProviderError) {
            answer = try await http.send(try call(operation, token: token)).checked()
        } catch {
            throw .other(error)
        }
        if let faults = try? JSONDecoder().decode(KrakenFaults.self, from: Data(answer.body)).errors, !faults.isEmpty {
            let wait = answer.headerFields[.retryAfter].flatMap { Int($0) }
            throw KrakenFailure(codes: faults.map(\.code), isLogin: token == nil, retryAfter: wait)
        }
        switch answer.statusCode {
        case 200..<300: break
        case 401 where token != nil: throw .tokenRefused(code: "401")
        case 401, 403: throw .other(.unavailable("it answers \(answer.statusCode)"))
        default: throw .other(.unexpectedAnswer("it answers \(answer.statusCode)"))
        }
        do throws(ProviderError) {
            return try answer.decoded(as: KrakenData<Answer>.self).data
        } catch {
            throw .other(error)
        }
    }

    private func call(_ operation: some Encodable, token: Secret?) throws(ProviderError) -> HTTPCall {
        let encoder = JSONEncoder()
        // The password goes out in clear: that is what the login is for.
        encoder.userInfo = SecretCoding.insideSealedData.userInfo
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let body = try? encoder.encode(operation) else {
            throw .unexpectedAnswer("the request cannot be written as JSON")
        }
        var fields: HTTPFields = [.accept: "application/json", .contentType: "application/json"]
        if let token { fields[.authorization] = token.reveal() }
        return HTTPCall(.post, url, headerFields: fields, body: Array(body))
    }
}

private struct KrakenData<Answer: Decodable>: Decodable {
    let data: Answer
}

private struct KrakenFaults: Decodable {
    let errors: [KrakenFault]?
}

/// One entry of `errors`; its message may quote what the customer typed, and is not read.
private struct KrakenFault: Decodable {
    struct Extensions: Decodable {
        let errorCode: String?
    }

    let extensions: Extensions?

    var code: String? { extensions?.errorCode }
}
