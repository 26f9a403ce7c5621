import AsyncHTTPClient
import FoundationEssentials
import HTTPTypes
import NIOCore
import NIOHTTP1

/// The server-to-server call to an integration's `POST /api/tariff_plan`; tests put their own in its place.
struct TariffPlanCall: Sendable {
    /// The integration's answer.
    struct Answer: Sendable {
        let status: Int
        let body: Data
    }

    /// Posts a JSON body. Throws where no whole answer came.
    let post: @Sendable (_ url: String, _ body: Data, _ bearer: String?) async throws -> Answer

    /// The largest answer that is read, in bytes.
    static let answerLimit = 8 << 20
    /// How long FlatPeak waits for a tariff.
    static let timeLimit: Duration = .seconds(60)

    /// The call over HTTP.
    static func http(_ client: HTTPClient) -> TariffPlanCall {
        TariffPlanCall { url, body, bearer in
            var request = HTTPClientRequest(url: url)
            request.method = .POST
            request.headers.add(name: "Content-Type", value: "application/json")
            request.headers.add(name: "Accept", value: "application/json")
            if let bearer { request.headers.add(name: "Authorization", value: "Bearer \(bearer)") }
            request.body = .bytes(ByteBuffer(bytes: body))
            let response = try await client.execute(request, deadline: .distantFuture)
            let buffer = try await response.body.collect(upTo: answerLimit)
            return Answer(status: Int(response.status.code), body: Data(buffer.readableBytesView))
        }
    }
}
