import FoundationEssentials
import Glibc
import Synchronization

/// A request that the responder answered, as its log has it: the leg that the Sandbox cannot see.
struct LoggedRequest: Sendable, Equatable {
    let id: String
    let method: String
    let route: String
    let status: Int
    let started: Date
    /// In seconds.
    let duration: TimeInterval
    /// The part of it that went into calls to Connect and the provider, in seconds.
    let upstream: TimeInterval
    /// The hash that stands for the connect token.
    let fingerprint: String?
    let bytes: Int
    /// What else was logged on its way.
    var notes: [String] = []
}

/// The responder's log (`LOG_FORMAT=json`), read on as it grows.
final class ResponderLog: Sendable {
    /// The oldest go first.
    static let limit = 400
    /// Of more than a megabyte that has come at once, the newest is read.
    private static let bytesAtOnce = 1 << 20

    fileprivate struct State {
        var offset = 0
        var rest: [UInt8] = []
        var requests: [LoggedRequest] = []
        var notes: [String: [String]] = [:]
    }

    /// The file; `nil` where there is no log to read.
    let path: String?
    private let state = Mutex(State())

    init(path: String?) {
        self.path = path
    }

    var requests: [LoggedRequest] { state.withLock { $0.requests } }

    /// Reads what has come since.
    ///
    /// - Returns: Whether anything has.
    @discardableResult
    func update() -> Bool {
        guard let path else { return false }
        return state.withLock { state in
            let before = state.offset
            guard let bytes = Self.bytes(of: path, from: &state.offset), !bytes.isEmpty else { return false }
            if state.offset != before + bytes.count { state.rest = [] }
            let lines = (state.rest + bytes).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            state.rest = lines.last.map(Array.init) ?? []
            for line in lines.dropLast() { state.take(Data(line)) }
            return true
        }
    }

    func reset() {
        update()
        state.withLock { ($0.requests, $0.notes) = ([], [:]) }
    }

    /// What stands behind the offset, which goes to the end.
    private static func bytes(of path: String, from offset: inout Int) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { return nil }
        // A shorter file is another one.
        if status.st_size < offset { offset = 0 }
        let start = max(offset, Int(status.st_size) - bytesAtOnce)
        let bytes = [UInt8](unsafeUninitializedCapacity: Int(status.st_size) - start) { buffer, count in
            count = max(0, pread(file, buffer.baseAddress, buffer.count, start))
        }
        offset = start + bytes.count
        return bytes
    }
}

extension ResponderLog.State {
    fileprivate mutating func take(_ line: Data) {
        guard let json = try? JSONValue(json: line), let id = json["request"]?.string,
            let message = json["message"]?.string
        else { return }
        guard message == "request" || message == "refused" else {
            let more = [json["code"]?.string, json["reason"]?.string].compactMap(\.self).joined(separator: ", ")
            // Of a request whose own line never comes.
            if notes.count >= ResponderLog.limit { notes.removeAll() }
            notes[id, default: []].append(more.isEmpty ? message : "\(message): \(more)")
            return
        }
        guard var request = LoggedRequest(json, id: id) else { return }
        request.notes = notes.removeValue(forKey: id) ?? []
        requests.append(request)
        if requests.count > ResponderLog.limit { requests.removeFirst(ResponderLog.limit / 4) }
    }
}

extension LoggedRequest {
    private static let time = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    /// Reads a line of the access log; its time is that of the request's end.
    init?(_ json: JSONValue, id: String) {
        func number(_ name: String) -> Int { json[name]?.number?.wholeNumber ?? 0 }
        guard let time = json["time"]?.string,
            let ended = (try? Date(time, strategy: Self.time)) ?? (try? Date(time, strategy: .iso8601))
        else { return nil }
        self.init(
            id: id, method: json["method"]?.string ?? "", route: json["route"]?.string ?? "", status: number("status"),
            started: ended.addingTimeInterval(-Double(number("ms")) / 1000), duration: Double(number("ms")) / 1000,
            upstream: Double(number("upstream_ms")) / 1000, fingerprint: json["token"]?.string, bytes: number("bytes"))
    }
}
