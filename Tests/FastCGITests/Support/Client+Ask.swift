import FastCGIClient
import Testing

extension Client {
    func ask(_ ask: Ask) async throws -> Answer {
        try await send(ask.bytes)
        return try await answer()
    }
}

extension Answer: CustomTestStringConvertible {
    package var testDescription: String {
        "\(String(decoding: output.prefix(300), as: UTF8.self)) (\(output.count) bytes)"
    }
}
