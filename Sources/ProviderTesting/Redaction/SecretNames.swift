import ProviderKit

/// The secret values that are known, each under the one name that stands for it.
package struct SecretNames: Sendable {
    /// A value and its name.
    package struct Entry: Sendable {
        package let name: String
        package let value: String
        /// Replaced in every place; else only where its name says what it is, because it is too short to be told from text.
        let isEverywhere: Bool
    }

    /// Shorter values found under a secret name are not looked for elsewhere.
    static let shortest = 6

    package private(set) var entries: [Entry] = []
    /// Names of time zones that were seen: `Europe/Stockholm` stays, though a customer lives in Stockholm.
    private(set) var zones: Set<String> = []
    private var names: [String: String] = [:]
    private var taken: Set<String> = []

    /// Registers a value under a name of the author's.
    package mutating func register(_ value: String, as name: String) {
        guard !value.isEmpty, names[value] == nil else { return }
        add(Entry(name: free(name), value: value, isEverywhere: true))
    }

    /// The name of a value that stands under a secret name; a value not seen before is registered.
    @discardableResult
    mutating func name(of value: String, under base: String) -> String {
        if let name = names[value] { return name }
        let name = free(base)
        add(Entry(name: name, value: value, isEverywhere: value.utf8.count >= Self.shortest))
        return name
    }

    /// Leaves the value of a member alone where the member is of a time zone and the value names one.
    mutating func keepZone(_ value: String, under member: String) {
        let member = member.lowercased().filter(\.isLetter)
        guard member.hasSuffix("timezone"), value.contains("/"), (try? ZoneDatabase.system.zone(value)) != nil else {
            return
        }
        zones.insert(value)
    }

    private mutating func add(_ entry: Entry) {
        entries.append(entry)
        names[entry.value] = entry.name
        taken.insert(entry.name)
    }

    /// `token`, then `token-2`, `token-3`: stable, because calls are recorded and replayed in one order.
    private func free(_ name: String) -> String {
        let base = String(name.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") ? $0 : "-" })
        guard taken.contains(base) else { return base }
        var number = 2
        while taken.contains("\(base)-\(number)") { number += 1 }
        return "\(base)-\(number)"
    }
}

/// `{{secret:name}}`: what stands in a cassette for a secret.
package enum Placeholder {
    static let opening = "{{secret:"
    static let closing = "}}"

    package static func text(_ name: String) -> String { opening + name + closing }

    /// Replaces each placeholder in a text.
    ///
    /// - Parameters:
    ///   - text: the text.
    ///   - value: what to write for a name; `nil` leaves the placeholder.
    /// - Returns: the text with values in the place of names.
    package static func replace(in text: String, _ value: (String) -> String?) -> String {
        var result = ""
        var rest = text[...]
        while let brace = rest.firstIndex(of: "{") {
            result += rest[..<brace]
            rest = rest[brace...]
            if rest.hasPrefix(opening), let name = name(at: rest) {
                let whole = opening.count + name.count + closing.count
                result += value(name) ?? String(rest.prefix(whole))
                rest = rest.dropFirst(whole)
            } else {
                result.append(rest.removeFirst())
            }
        }
        return result + rest
    }

    /// The names of the placeholders in a text.
    package static func names(in text: String) -> [String] {
        var names: [String] = []
        _ = replace(in: text) { name in
            names.append(name)
            return nil
        }
        return names
    }

    private static func name(at text: Substring) -> String? {
        let name = text.dropFirst(opening.count).prefix {
            $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-")
        }
        guard !name.isEmpty, text[name.endIndex...].hasPrefix(closing) else { return nil }
        return String(name)
    }
}
