import Foundation

/// Registers a provider wherever the starter is registered, by editing the text as a person would.
struct Registration: Sendable {
    private let name: String
    private let starter: String

    init(_ name: String, starter: Starter = .loginForm) {
        self.name = name
        self.starter = starter.type
    }

    /// `Package.swift` with the provider's two targets behind the starter's, and in what `Providers` depends on.
    func manifest(_ text: String) throws(Failure) -> String {
        var text = text
        for target in [starter, "\(starter)Tests"] {
            let copy = target.replacing(starter, with: name)
            if element(copy, in: text) != nil { continue }
            guard let element = element(target, in: text) else {
                throw missing("the target \(target)", "Package.swift")
            }
            text.insert(
                contentsOf: "\n        " + text[element].replacing(starter, with: name) + ",",
                at: text.index(element.upperBound, offsetBy: text[element.upperBound...].hasPrefix(",") ? 1 : 0))
        }
        guard let providers = element("Providers", in: text) else {
            throw missing("the target Providers", "Package.swift")
        }
        guard !text[providers].contains("\"\(name)\"") else { return text }
        let list = text[providers].replacing(
            "\"\(starter)\"", with: "\"\(starter)\", \"\(name)\"", maxReplacements: 1)
        guard list != text[providers] else { throw missing("the dependency on \(starter)", "the target Providers") }
        text.replaceSubrange(providers, with: list)
        return text
    }

    /// `Providers.swift` with the provider behind the starter.
    func list(_ text: String) throws(Failure) -> String {
        var text = text
        if !text.contains("import \(name)\n") {
            guard text.contains("import \(starter)\n") else {
                throw missing("the import of \(starter)", "Providers.swift")
            }
            text.replace(
                "import \(starter)\n", with: "import \(starter)\nimport \(name)\n", maxReplacements: 1)
        }
        if !text.contains("\(name).self") {
            guard let place = text.range(of: "\(starter).self") else {
                throw missing("\(starter).self", "Providers.swift")
            }
            text.replaceSubrange(place, with: "\(starter).self,\n        \(name).self")
        }
        return text
    }

    /// The text of `.target(name: "…", …)`, from its dot to its closing bracket.
    private func element(_ target: String, in text: String) -> Range<String.Index>? {
        let calls = text.matches(of: /\.(?:target|testTarget)\(\s*name: "(\w+)"/)
        guard let start = calls.first(where: { $0.output.1 == target })?.range.lowerBound else { return nil }
        var depth = 0
        var isText = false
        for index in text[start...].indices {
            switch text[index] {
            case "\"": isText.toggle()
            case "(" where !isText: depth += 1
            case ")" where !isText:
                depth -= 1
                if depth == 0 { return start..<text.index(after: index) }
            default: break
            }
        }
        return nil
    }

    private func missing(_ what: String, _ place: String) -> Failure {
        Failure(
            "\(what) was not found in \(place); nothing was changed.",
            fix: "register \(name) by hand as \(starter) is, or restore \(place).")
    }
}
