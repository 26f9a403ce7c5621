import FastCGIClient
import Foundation

/// What this process holds of the system's: where its descriptors lead, and the names of the server's threads. Those of
/// the concurrency pool are not counted: how many there are is the system's affair.
struct Holdings {
    let descriptors: [String]
    let threads: [String]

    init() throws {
        descriptors = try Self.entries(of: "/proc/self/fd") {
            try FileManager.default.destinationOfSymbolicLink(atPath: $0)
        }
        threads = try Self.entries(of: "/proc/self/task") { try String(contentsOfFile: $0 + "/comm", encoding: .utf8) }
            .filter { $0.hasPrefix("fastcgi-") }
    }

    private static func entries(of folder: String, named name: (String) throws -> String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).map { (try? name("\(folder)/\($0)")) ?? "gone" }
    }

    /// All that is held, if within ten seconds it does not come down to what it was: what has been closed is closed at leisure.
    static func excess(over earlier: Holdings) async throws -> Holdings? {
        var now = try Holdings()
        for _ in 0..<100 {
            if now.descriptors.count <= earlier.descriptors.count, now.threads.count <= earlier.threads.count {
                return nil
            }
            // Not Task.sleep: its first call opens a timerfd, for good.
            try await onThread { _ = usleep(100_000) }
            now = try Holdings()
        }
        return now
    }
}
