/// Turns a template and its partials into operations.
struct TemplateCompiler<Key: TemplateKey> {
    /// A section that is open.
    private struct OpenSection {
        let operation: Int
        let target: Template<Key>.Name
        let name: String
        let isInverted: Bool
        let position: HTMLPosition
        let at: Int
    }

    private let partials: [String: TemplateSource]
    private let phrases: [String: PhraseID]
    private var position = HTMLPosition()
    /// The partials that are being inlined, the outermost first.
    private var trail: [String] = []

    private(set) var operations: [Template<Key>.Operation] = []
    private(set) var bytes: [UInt8] = []
    private(set) var paths: [[Key]] = []
    /// Whether the next bytes may be joined to the last ones: no section begins or ends between them.
    private var isJoinable = false

    init(partials: [String: TemplateSource], phrases: [String: PhraseID]) {
        self.partials = partials
        self.phrases = phrases
    }

    /// Compiles one file to the end: what it opens, it must close.
    mutating func compile(_ source: TemplateSource, indentation: [UInt8] = []) throws(TemplateError) {
        var scanner = TemplateScanner(source)
        var open: [OpenSection] = []
        while let token = try scanner.next() {
            switch token {
            case .text(let range):
                try appendText(range, of: scanner, indentation: indentation)
            case .tag(.comment, _, _):
                break
            case .tag(.variable, let name, let at):
                try appendIndentation(indentation, before: at, of: scanner)
                try appendVariable(name, at: at, of: scanner)
            case .tag(.section, let name, let at), .tag(.inverted, let name, let at):
                open.append(try openSection(name, isInverted: token.isInverted, at: at, of: scanner))
            case .tag(.close, let name, let at):
                try close(open.popLast(), name: name, at: at, of: scanner)
            case .tag(.partial(let inner), let name, let at):
                try inline(name, indentation: indentation + inner, at: at, of: scanner)
            }
        }
        if let section = open.last {
            throw scanner.error(
                at: section.at, "the section \"\(section.name)\" is not closed", "add {{/\(section.name)}}")
        }
    }

    /// Text is indented line by line where a partial is (mustache(5), Partials).
    private mutating func appendText(
        _ range: Range<Int>, of scanner: TemplateScanner, indentation: [UInt8]
    ) throws(TemplateError) {
        let start = bytes.count
        let source = scanner.source.bytes
        if indentation.isEmpty {
            bytes += source[range]
        } else {
            for index in range {
                if source[index] != UInt8(ascii: "\n"), scanner.isLineStart(index) { bytes += indentation }
                bytes.append(source[index])
            }
        }
        if let index = source.withUnsafeBufferPointer({ position.read($0, in: range) }) {
            throw scanner.error(at: index, "a section inside a tag touches a name", "leave a blank before and after it")
        }
        append(start..<bytes.count)
    }

    private mutating func appendIndentation(
        _ indentation: [UInt8], before index: Int, of scanner: TemplateScanner
    ) throws(TemplateError) {
        guard !indentation.isEmpty, scanner.isLineStart(index) else { return }
        bytes += indentation
        append((bytes.count - indentation.count)..<bytes.count)
    }

    /// Joins runs that follow one another, unless a section ends between them.
    private mutating func append(_ run: Range<Int>) {
        guard !run.isEmpty else { return }
        if case .bytes(let last) = operations.last, last.upperBound == run.lowerBound, isJoinable {
            operations[operations.count - 1] = .bytes(last.lowerBound..<run.upperBound)
        } else {
            operations.append(.bytes(run))
        }
        isJoinable = true
    }

    private mutating func appendVariable(
        _ name: String, at index: Int, of scanner: TemplateScanner
    ) throws(TemplateError) {
        let isPhrase = name.hasPrefix("text.")
        let keys = isPhrase ? [] : try keys(name, at: index, of: scanner)
        if let objection = position.objection(toVariableThatBeginsURL: keys.last?.beginsURL ?? false) {
            throw scanner.error(
                at: index, "{{\(name)}} is \(objection), where escaping does not protect",
                "print it as text or in a quoted attribute that is not code")
        }
        guard isPhrase else {
            operations.append(.variable(target(keys)))
            return
        }
        let textName = String(name.dropFirst("text.".count))
        guard let id = phrases[textName] else {
            throw scanner.error(
                at: index, "there is no text \"\(textName)\"", "add it to locales/en.json, or correct the name")
        }
        operations.append(.phrase(id))
    }

    private mutating func openSection(
        _ name: String, isInverted: Bool, at index: Int, of scanner: TemplateScanner
    ) throws(TemplateError) -> OpenSection {
        guard let inside = position.enteringSection() else {
            throw scanner.error(
                at: index, "a section begins in the middle of a tag's name or of a value without quotes",
                "put it around the whole attribute, or quote the value")
        }
        let section = OpenSection(
            operation: operations.count, target: target(try keys(name, at: index, of: scanner)), name: name,
            isInverted: isInverted, position: position, at: index)
        operations.append(.section(section.target, end: 0))
        position = inside
        isJoinable = false
        return section
    }

    private mutating func close(
        _ section: OpenSection?, name: String, at index: Int, of scanner: TemplateScanner
    ) throws(TemplateError) {
        guard let section, section.name == name else {
            let expected =
                section.map { "close \"\($0.name)\" first" } ?? "open it with {{#\(name)}}, or remove this tag"
            throw scanner.error(at: index, "{{/\(name)}} closes a section that is not open here", expected)
        }
        guard let after = section.position.leavingSection(at: position) else {
            throw scanner.error(
                at: index, "the section \"\(name)\" ends in another part of the HTML than it began in",
                "let it hold whole elements, whole attributes, or a part of one quoted value")
        }
        let end = operations.count
        operations[section.operation] =
            section.isInverted ? .inverted(section.target, end: end) : .section(section.target, end: end)
        position = after
        isJoinable = false
    }

    private mutating func inline(
        _ name: String, indentation: [UInt8], at index: Int, of scanner: TemplateScanner
    ) throws(TemplateError) {
        guard let partial = partials[name] else {
            throw scanner.error(
                at: index, "there is no partial \"\(name)\"", "add pages/\(name).mustache, or correct the name")
        }
        guard !trail.contains(name) else {
            throw scanner.error(
                at: index, "the partial \"\(name)\" includes itself: \((trail + [name]).joined(separator: " → "))",
                "use a section with a list for what repeats")
        }
        trail.append(name)
        try compile(partial, indentation: indentation)
        trail.removeLast()
    }

    private func keys(
        _ name: String, at index: Int, of scanner: TemplateScanner
    ) throws(TemplateError) -> [Key] {
        var keys: [Key] = []
        for part in name.split(separator: ".", omittingEmptySubsequences: false) {
            guard let key = Key(name: String(part)) else {
                let known = Key.allCases.map(\.name).sorted().joined(separator: ", ")
                throw scanner.error(at: index, "no page has a value \"\(part)\"", "the values are: \(known)")
            }
            keys.append(key)
        }
        return keys
    }

    private mutating func target(_ keys: [Key]) -> Template<Key>.Name {
        if keys.count == 1 { return .plain(keys[0]) }
        paths.append(keys)
        return .dotted(paths.count - 1)
    }
}

extension TemplateScanner {
    /// Whether a byte is the first of its line.
    func isLineStart(_ index: Int) -> Bool {
        index == 0 || source.bytes[index - 1] == UInt8(ascii: "\n")
    }
}

extension TemplateScanner.Token {
    var isInverted: Bool {
        if case .tag(.inverted, _, _) = self { true } else { false }
    }
}
