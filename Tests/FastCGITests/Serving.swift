import Testing

/// Everything that needs a running server. One test after another: some count descriptors and threads of the process.
@Suite(.serialized, .timeLimit(.minutes(1)))
enum Serving {}
