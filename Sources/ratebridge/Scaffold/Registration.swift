import Foundation

/// Registers a provider wherever the starter is registered, by editing the text as a person would.
struct Registration: Sendable {
    private let name: String
    private static let starter = "LunarEnergy"

    init(_ name: String) {
        self.name = name
    }

    /// `Package.swift` with the provider's two targets behind the starter's, and in what `Providers` depends on.
    func manifest(_ text: String) throws(Failure) -> String {
        var text = text
        for target in [Self.starter, "\(Self.starter)Tests"] {
            let copy = target.replacing(Self.starter, with: name)
            if element(copy, in: text) != nil { continue }
            guard let element = element(target, in: text) else {
                throw missing("the target \(target)", "Package.swift")
            }
            text.insert(
                contentsOf: "\n        " + text[element].replacing(Self.starter, with: name) + ",",
                at: text.index(element.upperBound, offsetBy: text[element.upperBound...].hasPrefix(",") ? 1 : 0))
        }
        guard let providers = element("Providers", in: text) else {
            throw missing("the target Providers", "Package.swift")
        }
        guard !text[providers].contains("\"\(name)\"") else { return text }
        let list = text[providers].replacing(
            "\"\(Self.starter)\"", with: "\"\(Self.starter)\", \"\(name)\"", maxReplacements: 1)
        guard list != text[providers] else { throw missing("the dependency on LunarEnergy", "the target Providers") }
        text.replaceSubrange(providers, with: list)
        return text
    }

    /// `Providers.swift` with the provider behind the starter.
    func list(_ text: String) throws(Failure) -> String {
        var text = text
        if !text.contains("import \(name)\n") {
            guard text.contains("import \(Self.starter)\n") else {
                throw missing("the import of LunarEnergy", "Providers.swift")
            }
            text.replace(
                "import \(Self.starter)\n", with: "import \(Self.starter)\nimport \(name)\n", maxReplacements: 1)
        }
        if !text.contains("\(name).self") {
            guard let starter = text.range(of: "\(Self.starter).self") else {
                throw missing("LunarEnergy.self", "Providers.swift")
            }
            text.replaceSubrange(starter, with: "\(Self.starter).self,\n        \(name).self")
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
            fix: "register \(name) by hand as LunarEnergy is, or restore \(place).")
    }
}
