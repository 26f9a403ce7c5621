extension Template {
    /// The page for these values, in this language.
    ///
    /// A name without a value prints nothing and counts as false.
    func render(_ scope: TemplateScope<Key>, phrases: Phrasebook<Key> = Phrasebook()) -> [UInt8] {
        var renderer = TemplateRenderer(template: self, phrases: phrases, scopes: [scope])
        renderer.output.reserveCapacity(bytes.count + 2048)
        renderer.run(operations.indices)
        return renderer.output
    }
}

/// The state of one rendering.
private struct TemplateRenderer<Key: TemplateKey> {
    let template: Template<Key>
    let phrases: Phrasebook<Key>
    /// The levels that are open, the innermost last.
    var scopes: [TemplateScope<Key>]
    var output: [UInt8] = []

    mutating func run(_ range: Range<Int>) {
        var index = range.lowerBound
        while index < range.upperBound {
            switch template.operations[index] {
            case .bytes(let run):
                output.append(template.bytes, run)
                index += 1
            case .variable(let name):
                print(value(name))
                index += 1
            case .phrase(let id):
                print(id)
                index += 1
            case .section(let name, let end):
                runSection(value(name), body: (index + 1)..<end)
                index = end
            case .inverted(let name, let end):
                if value(name)?.isTrue != true { run((index + 1)..<end) }
                index = end
            }
        }
    }

    private mutating func runSection(_ value: TemplateValue<Key>?, body: Range<Int>) {
        switch value {
        case .list(let items):
            for item in items { run(body, in: item) }
        case .scope(let scope):
            run(body, in: scope)
        case let value:
            if value?.isTrue == true { run(body) }
        }
    }

    private mutating func run(_ body: Range<Int>, in scope: TemplateScope<Key>) {
        scopes.append(scope)
        run(body)
        scopes.removeLast()
    }

    private mutating func print(_ value: TemplateValue<Key>?) {
        switch value {
        case .text(let text): output.appendEscaped(text)
        case .phrase(let id): print(id)
        case .flag, .scope, .list, nil: break
        }
    }

    /// A phrase among a phrase's values is printed without values of its own: texts cannot go round in circles.
    private mutating func print(_ id: PhraseID, isInner: Bool = false) {
        for part in phrases[id] {
            switch phrases.parts[part] {
            case .bytes(let run):
                output.append(phrases.bytes, run)
            case .value(let key):
                switch isInner ? nil : value(key) {
                case .text(let text): output.appendEscaped(text)
                case .phrase(let id): print(id, isInner: true)
                case .flag, .scope, .list, nil: break
                }
            }
        }
    }

    private func value(_ name: Template<Key>.Name) -> TemplateValue<Key>? {
        switch name {
        case .plain(let key): value(key)
        case .dotted(let path): value(template.paths[path])
        }
    }

    /// The innermost level that has the name decides.
    private func value(_ key: Key) -> TemplateValue<Key>? {
        var level = scopes.count
        while level > 0 {
            level -= 1
            if let value = scopes[level][key] { return value }
        }
        return nil
    }

    /// Only the first name is looked up through the levels: the others are inside it or nowhere.
    private func value(_ path: [Key]) -> TemplateValue<Key>? {
        guard let first = path.first else { return nil }
        var found = value(first)
        for key in path.dropFirst() {
            guard case .scope(let scope) = found else { return nil }
            found = scope[key]
        }
        return found
    }
}

extension [UInt8] {
    /// Appends a run of another array, in one copy.
    fileprivate mutating func append(_ bytes: [UInt8], _ run: Range<Int>) {
        bytes.withUnsafeBufferPointer { append(contentsOf: UnsafeBufferPointer(rebasing: $0[run])) }
    }
}
