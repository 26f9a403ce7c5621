import Foundation

/// Standard output or standard error, unbuffered: whoever started this may be waiting for a line.
struct Console: Sendable {
    private let descriptor: Int32
    /// What the stream can show.
    let terminal: Terminal

    init(descriptor: Int32, terminal: Terminal) {
        self.descriptor = descriptor
        self.terminal = terminal
    }

    static let output = Console(descriptor: STDOUT_FILENO, terminal: .detected(STDOUT_FILENO))
    static let errors = Console(descriptor: STDERR_FILENO, terminal: .detected(STDERR_FILENO))

    /// The same stream with another idea of its colours.
    func with(_ colour: ColourChoice) -> Console {
        Console(descriptor: descriptor, terminal: terminal.with(colour))
    }

    func line(_ text: String = "") { write(text + "\n") }

    /// Writes text as it is.
    func write(_ text: String) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if errno != EINTR {
                return
            }
        }
    }
}
