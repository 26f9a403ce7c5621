import Foundation

/// What this process holds of the system's.
struct Holdings {
    let descriptors: Int
    let threads: Int

    init() throws {
        descriptors = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
        threads = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count
    }

    /// Whether it comes down to what it was, within ten seconds: what has been closed is closed at leisure.
    static func settled(at earlier: Holdings) async throws -> Bool {
        for _ in 0..<100 {
            let now = try Holdings()
            if now.descriptors <= earlier.descriptors, now.threads <= earlier.threads { return true }
            try await Task.sleep(for: .milliseconds(100))
        }
        return false
    }
}
