import ProviderTesting

extension ReplayFailure {
    /// Both texts as one, line by line: `- ` is expected, `+ ` came.
    static func difference(_ expected: String, _ got: String) -> String {
        func lines(_ text: String) -> [String] {
            text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        }
        return LineDiff(from: lines(expected), to: lines(got)).lines.joined(separator: "\n")
    }
}
