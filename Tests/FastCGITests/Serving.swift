import Foundation
import Testing

/// Everything that needs a running server. One test after another: some count descriptors and threads of the process.
@Suite(.serialized, .timeLimit(.minutes(1 + Strangers.minutes)))
enum Serving {}

enum Strangers {
    /// How long Tests/fuzz wants strangers to try; none in a normal run.
    static let minutes = ProcessInfo.processInfo.environment["FUZZ_MINUTES"].flatMap(Int.init) ?? 0
}
