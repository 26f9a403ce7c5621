import Foundation
import Testing

/// Everything that needs a running server. One test after another: some count descriptors and threads of the process.
@Suite(.serialized, .timeLimit(.minutes(1 + Serving.fuzzMinutes)))
enum Serving {
    /// How long Tests/fuzz wants strangers to try.
    static let fuzzMinutes = ProcessInfo.processInfo.environment["FUZZ_MINUTES"].flatMap(Int.init) ?? 0
}
