import FoundationEssentials

/// A JSON object that is being read, which knows its place, so that every error can tell it.
struct WireObject {
    let container: KeyedDecodingContainer<WireKey>

    init(_ decoder: any Decoder) throws {
        do {
            container = try decoder.container(keyedBy: WireKey.self)
        } catch is DecodingError {
            throw TariffDecodingError(
                path: WirePath.text(decoder.codingPath), problem: "an object is expected here", fix: "write { … }")
        }
    }

    private init(container: KeyedDecodingContainer<WireKey>) { self.container = container }

    func path(_ key: String) -> String { WirePath.text(container.codingPath + [WireKey(key)]) }

    func has(_ key: String) -> Bool { container.contains(WireKey(key)) }

    /// Refuses an unknown key that is most likely a misspelt one of `names`. Other unknown keys are left alone.
    func refuseMisspelt(_ names: [String]) throws(TariffDecodingError) {
        let absent = names.filter { !has($0) }
        for key in container.allKeys.map(\.stringValue).sorted() where !names.contains(key) {
            guard let meant = Spelling.nearest(to: key, among: absent) else { continue }
            throw TariffDecodingError(
                path: path(key), problem: "'\(key)' is not a field of a tariff", fix: "write \(meant)")
        }
    }

    func text(_ key: String) throws(TariffDecodingError) -> String {
        try value(key, "text", "put the value in quotes")
    }

    func number(_ key: String) throws(TariffDecodingError) -> Decimal {
        try value(key, "a number", "write the digits without quotes, such as 0.24393")
    }

    func flag(_ key: String) throws(TariffDecodingError) -> Bool {
        try value(key, "true or false", "write true or false without quotes")
    }

    func optionalText(_ key: String) throws(TariffDecodingError) -> String? {
        try optional(key) { () throws(TariffDecodingError) in try text(key) }
    }

    /// A field that may be left out but may not be null.
    func optional<Value>(
        _ key: String, _ read: () throws(TariffDecodingError) -> Value
    ) throws(TariffDecodingError) -> Value? {
        guard has(key) else { return nil }
        return try read()
    }

    /// An instant with its offset.
    func date(_ key: String) throws(TariffDecodingError) -> Date {
        let text = try text(key)
        guard let date = RFC3339.date(from: text) else {
            throw TariffDecodingError(
                path: path(key), problem: "'\(text)' is not a date with a time and an offset",
                fix: "write it as 2026-11-23T00:00:00Z")
        }
        return date
    }

    /// A name out of a fixed list.
    func name<Name: RawRepresentable<String> & CaseIterable>(
        _ key: String, _ kind: String
    ) throws(TariffDecodingError) -> Name {
        try Spelling.name(try text(key), kind, path(key))
    }

    /// A list of names out of a fixed list.
    func names<Name: RawRepresentable<String> & CaseIterable>(
        _ key: String, _ kind: String
    ) throws(TariffDecodingError) -> [Name] {
        var list = try list(key)
        var names: [Name] = []
        while !list.isAtEnd {
            let path = "\(path(key))[\(list.currentIndex)]"
            guard let text = try? list.decode(String.self) else {
                throw TariffDecodingError(path: path, problem: "\(kind) is expected here", fix: "put it in quotes")
            }
            names.append(try Spelling.name(text, kind, path))
        }
        return names
    }

    /// A list of objects.
    func objects(_ key: String) throws(TariffDecodingError) -> [WireObject] {
        var list = try list(key)
        var objects: [WireObject] = []
        objects.reserveCapacity(list.count ?? 0)
        while !list.isAtEnd {
            guard let container = try? list.nestedContainer(keyedBy: WireKey.self) else {
                throw TariffDecodingError(
                    path: "\(path(key))[\(list.currentIndex)]", problem: "an object is expected here",
                    fix: "write { … }")
            }
            objects.append(WireObject(container: container))
        }
        return objects
    }

    func isNull(_ key: String) -> Bool { (try? container.decodeNil(forKey: WireKey(key))) ?? false }

    private func list(_ key: String) throws(TariffDecodingError) -> any UnkeyedDecodingContainer {
        try require(key)
        guard let list = try? container.nestedUnkeyedContainer(forKey: WireKey(key)) else {
            throw TariffDecodingError(path: path(key), problem: "a list is expected here", fix: "write [ … ]")
        }
        return list
    }

    private func value<Value: Decodable>(
        _ key: String, _ expected: String, _ fix: String
    ) throws(TariffDecodingError) -> Value {
        try require(key)
        guard let value = try? container.decode(Value.self, forKey: WireKey(key)) else {
            throw TariffDecodingError(path: path(key), problem: "\(expected) is expected here", fix: fix)
        }
        return value
    }

    private func require(_ key: String) throws(TariffDecodingError) {
        guard has(key) else {
            throw TariffDecodingError(path: path(key), problem: "'\(key)' is missing", fix: "add it")
        }
        guard !isNull(key) else {
            throw TariffDecodingError(
                path: path(key), problem: "null is refused by FlatPeak",
                fix: "write a value, or leave the field out where it is optional")
        }
    }
}

/// Any text as a key.
struct WireKey: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

/// The place of a value in a JSON text, such as `data[0].days_and_hours[1].hours[2].valid_to`.
enum WirePath {
    static func text(_ keys: [any CodingKey]) -> String {
        var path = ""
        for key in keys {
            if let index = key.intValue {
                path += "[\(index)]"
            } else {
                path += path.isEmpty ? key.stringValue : "." + key.stringValue
            }
        }
        return path
    }
}
