import FoundationEssentials
import Synchronization

/// The exact bodies that Connect received, for tests that hold a client to the wire.
final class ConnectLog: Sendable {
    /// One call.
    struct Entry: Sendable {
        let time: Date
        let token: String?
        let contentType: String?
        let accept: String?
        let body: String
    }

    /// The oldest entries go first, so that a load test does not fill the memory.
    static let limit = 20_000

    private let entries = Mutex<[Entry]>([])

    func add(_ entry: Entry) {
        entries.withLock {
            $0.append(entry)
            if $0.count > Self.limit { $0.removeFirst(Self.limit / 2) }
        }
    }

    /// The calls in order, of one token or of all.
    func entries(token: String? = nil) -> [Entry] {
        entries.withLock { $0.filter { token == nil || $0.token == token } }
    }

    func reset() {
        entries.withLock { $0 = [] }
    }
}

extension ConnectLog.Entry {
    var json: JSONValue {
        .members([
            "time": .string(time.rfc3339), "connect_token": .optional(token), "content_type": .optional(contentType),
            "accept": .optional(accept), "body": .string(body),
        ])
    }
}
