import Foundation
import HTTPTypes
import ProviderKit

@testable import ratebridge

/// A website that answers from a table, by path.
struct Site: HTTPTransport {
    var answers: [String: HTTPAnswer] = [:]

    func send(_ call: HTTPCall, deadline: ContinuousClock.Instant) async throws(HTTPFailure) -> HTTPAnswer {
        answers[call.url.path()] ?? HTTPAnswer(status: .notFound)
    }

    /// A page of ours that takes itself to be at a path.
    static func page(at mount: String, cookie: String? = nil) -> HTTPAnswer {
        var fields: HTTPFields = [.contentSecurityPolicy: "default-src 'none'; style-src 'self'"]
        fields[.setCookie] = cookie
        let body = "<link rel=\"stylesheet\" href=\"\(mount)/assets/style.css\">"
        return HTTPAnswer(status: .ok, headerFields: fields, body: Array(body.utf8))
    }

    static let sheet = HTTPAnswer(status: .ok, headerFields: [.contentType: "text/css"])
}

/// A folder that goes when it is no longer needed.
final class ScratchFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "rb-\(UUID().uuidString.prefix(8))").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// A file in it.
    func file(_ name: String, _ text: String = "", mode: mode_t = 0o600) throws -> String {
        let file = "\(path)/\(name)"
        try FileManager.default.createDirectory(
            at: URL(filePath: file).deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: file))
        chmod(file, mode)
        return file
    }
}

/// Settings that the responder starts with.
let soundSecret = "m9K2-only-in-this-test-Qz71Lw08vBnX4"
