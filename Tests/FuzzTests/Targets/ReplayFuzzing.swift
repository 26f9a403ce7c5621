import ProviderTesting

@testable import Replay

extension FuzzTarget {
    /// A journey's text: what is read is written so that it reads the same. And the lint reads everything.
    static let replay = FuzzTarget(name: "replay") { bytes in
        let text = String(decoding: bytes, as: UTF8.self)
        _ = ReplayLint.faults(inText: text, file: "fuzz.replay")
        guard let file = try? ReplayFile(text: text) else { return }
        let written = file.text
        let again = try ReplayFile(text: written)
        try require(again.text == written, "what is written is written the same")
        try require(again.steps.count == file.steps.count && again.settings == file.settings, "nothing is lost")
        for (old, new) in zip(file.steps, again.steps) {
            try require(
                old.request.lines == new.request.lines && old.answer.lines == new.answer.lines
                    && old.exchanges.map(\.call.lines) == new.exchanges.map(\.call.lines), "a step reads the same")
        }
    }
}
