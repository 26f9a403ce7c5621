/// A place where a journey went another way than its file says.
public struct ReplayFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file's path.
    public let file: String
    /// The line, from 1.
    public let line: Int
    /// What was looked at.
    public let subject: String
    /// What the file says; `nil` where it says nothing.
    public let expected: String?
    /// What came.
    public let got: String

    /// `file:line: subject`, and below it what was expected and what came.
    public var description: String {
        let heading = "\(file):\(line): \(subject)"
        guard let expected else { return "\(heading)\n\(Self.block("  ", got))" }
        if expected.contains("\n") || got.contains("\n") {
            return "\(heading) (- expected, + got)\n" + Self.block("  ", Self.difference(expected, got))
        }
        return "\(heading)\n  expected  \(expected)\n  got       \(got)"
    }

    private static func block(_ indent: String, _ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { indent + $0 }.joined(separator: "\n")
    }
}
