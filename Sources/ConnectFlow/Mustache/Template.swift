/// A Mustache template, compiled: a flat list of operations over one run of finished bytes.
///
/// It is standard Mustache (variables, dotted names, sections, inverted sections, partials, comments, the rules for
/// lines that hold nothing but a tag) with three differences, all on the safe side:
/// - `{{{name}}}`, `{{&name}}` and other delimiters are errors: unescaped output cannot be written;
/// - a name that no page has is an error, and so is a variable where escaping does not protect (see `HTMLPosition`);
/// - `{{text.login.title}}` is the text `login.title` of the customer's language.
struct Template<Key: TemplateKey>: Sendable {
    /// A name, or the number of a dotted name in `paths`.
    enum Name: Sendable, Hashable {
        case plain(Key)
        case dotted(Int)
    }

    /// One step of rendering. `end` is the index after a section's last operation.
    enum Operation: Sendable, Hashable {
        case bytes(Range<Int>)
        case variable(Name)
        case phrase(PhraseID)
        case section(Name, end: Int)
        case inverted(Name, end: Int)
    }

    let operations: [Operation]
    let bytes: [UInt8]
    let paths: [[Key]]

    /// Compiles a template with its partials inlined.
    ///
    /// - Parameters:
    ///   - source: the template's own file.
    ///   - partials: the files that `{{>name}}` may name, by that name.
    ///   - phrases: the texts that `{{text.name}}` may name.
    /// - Throws: `TemplateError` with the place of the first fault.
    init(
        _ source: TemplateSource, partials: [String: TemplateSource] = [:], phrases: [String: PhraseID] = [:]
    ) throws(TemplateError) {
        var compiler = TemplateCompiler<Key>(partials: partials, phrases: phrases)
        try compiler.compile(source)
        operations = compiler.operations
        bytes = compiler.bytes
        paths = compiler.paths
    }

    /// The texts that the template names.
    var phrases: Set<PhraseID> {
        var found: Set<PhraseID> = []
        for case .phrase(let id) in operations { found.insert(id) }
        return found
    }
}

/// A file to compile, with the name that errors show.
struct TemplateSource: Sendable {
    let file: String
    let bytes: [UInt8]
    /// Whether it is in the binary, where tests have checked it.
    var isEmbedded = false
}
