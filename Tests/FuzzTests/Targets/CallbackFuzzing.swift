import ProviderKit

@testable import ConnectFlow

extension FuzzTarget {
    /// The query that an authorisation server sends the customer back with.
    static let callback = FuzzTarget(name: "callback") { bytes in
        guard let query = try? FormData(bytes), let answer = CallbackAnswer(query) else { return }
        try require(query.count(of: "state") == 1, "a state that stands once")
        switch answer.outcome {
        case .code(let code):
            try require(query["error"] == nil && query["code"] == code.reveal(), "a code, and no error beside it")
            try require(code.reveal().utf8.allSatisfy { (0x20...0x7E).contains($0) }, "a code of RFC 6749's letters")
        case .error(let name):
            try require(query["code"] == nil, "an error, and no code beside it")
            try require(
                name.utf8.count <= 64 && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "a name fit for a log line")
        }
    }
}
