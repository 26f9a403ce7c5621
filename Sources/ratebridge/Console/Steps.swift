import Foundation

/// Steps of some length, each with a line that says what came of it and how long it took.
struct Steps: Sendable {
    let console: Console

    /// Works on a step, and returns its value; the note goes into the line. While it lasts, a terminal shows that
    /// something moves.
    func run<Value: Sendable>(_ name: String, _ work: () async throws -> (Value, note: String)) async throws -> Value {
        let spinner = spin(name)
        let start = ContinuousClock.now
        do {
            let (value, note) = try await work()
            await stop(spinner)
            line("✓", name, start, note)
            return value
        } catch {
            await stop(spinner)
            line("✗", name, start, "")
            throw error
        }
    }

    /// Works on something whose result others print; while it lasts, a terminal shows that something moves.
    func during<Value: Sendable>(_ name: String, _ work: () async -> Value) async -> Value {
        let spinner = spin(name)
        let value = await work()
        await stop(spinner)
        return value
    }

    private func line(_ mark: String, _ name: String, _ start: ContinuousClock.Instant, _ note: String) {
        let text = "  \(mark) \(name.padded(12))\(Self.time(ContinuousClock.now - start))  \(note.printable)"
        console.line(text.trimmingTrailingSpaces)
    }

    /// Seconds with two decimals, right-aligned: ` 0.12 s`.
    static func time(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        return String(format: "%6.2f s", Double(seconds) + Double(attoseconds) / 1e18)
    }

    private func spin(_ name: String) -> Task<Void, Never>? {
        guard console.terminal.isInteractive else { return nil }
        return Task {
            for frame in 0... {
                let glyphs = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"]
                console.write("\r  \(glyphs[frame % glyphs.count]) \(name)")
                guard (try? await Task.sleep(for: .milliseconds(80))) != nil else { return }
            }
        }
    }

    private func stop(_ spinner: Task<Void, Never>?) async {
        guard let spinner else { return }
        spinner.cancel()
        await spinner.value
        console.write("\r\u{1B}[K")
    }
}

extension String {
    /// The text, and spaces behind it up to a width.
    func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }

    var trimmingTrailingSpaces: String {
        String(prefix(upTo: lastIndex { $0 != " " }.map { index(after: $0) } ?? startIndex))
    }
}
