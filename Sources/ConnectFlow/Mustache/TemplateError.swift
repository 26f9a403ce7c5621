/// A fault in a page, an asset or a language file, found when the files are loaded.
///
/// It is never thrown while a page is being rendered: what loads, renders.
public struct TemplateError: Error, Sendable, Hashable {
    /// The file as an editor would open it: a path below `TEMPLATES_DIR`, or the embedded file's name.
    public let file: String
    /// The line, from 1; 0 where the fault is the whole file's.
    public let line: Int
    /// The column in bytes, from 1; 0 where the fault is the whole file's.
    public let column: Int
    /// What is wrong.
    public let what: String
    /// What to do about it.
    public let fix: String

    /// A fault at a place in a file.
    public init(file: String, line: Int = 0, column: Int = 0, what: String, fix: String) {
        self.file = file
        self.line = line
        self.column = column
        self.what = what
        self.fix = fix
    }
}

extension TemplateError: CustomStringConvertible {
    /// `file:line:column: what (fix: …)`, the form that editors can jump to.
    public var description: String {
        let place = line > 0 ? "\(file):\(line):\(column)" : file
        return "\(place): \(what) (fix: \(fix))"
    }
}
