/// What a name stands for while a page is rendered.
enum TemplateValue<Key: TemplateKey>: Sendable {
    /// Text, escaped on its way out. As a section it counts as true unless it is empty.
    case text(String)
    /// A text of the page's language, chosen by code.
    case phrase(PhraseID)
    /// A condition. As a variable it prints nothing.
    case flag(Bool)
    /// Names of its own, for a section or a dotted name.
    case scope(TemplateScope<Key>)
    /// A section that is repeated.
    case list([TemplateScope<Key>])

    /// Whether a section with this value is printed.
    var isTrue: Bool {
        switch self {
        case .flag(let flag): flag
        case .text(let text): !text.isEmpty
        case .list(let items): !items.isEmpty
        case .scope, .phrase: true
        }
    }
}

/// The names that are known at one level of a template.
///
/// A level holds few names: looking through them is quicker than hashing. The latest value of a name counts.
struct TemplateScope<Key: TemplateKey>: Sendable, ExpressibleByDictionaryLiteral {
    private var keys: [Key]
    private var values: [TemplateValue<Key>]

    init(dictionaryLiteral elements: (Key, TemplateValue<Key>)...) {
        keys = []
        values = []
        keys.reserveCapacity(elements.count + 8)
        values.reserveCapacity(elements.count + 8)
        for (key, value) in elements { set(key, value) }
    }

    mutating func set(_ key: Key, _ value: TemplateValue<Key>) {
        keys.append(key)
        values.append(value)
    }

    subscript(key: Key) -> TemplateValue<Key>? {
        var index = keys.count
        while index > 0 {
            index -= 1
            if keys[index] == key { return values[index] }
        }
        return nil
    }
}
