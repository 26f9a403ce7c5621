import Foundation
import Templates
import Testing

@testable import ConnectFlow

/// One language's file, as translators write it.
struct LocaleFile: Sendable, CustomTestStringConvertible {
    let tag: String
    let source: String
    let texts: [String: String]

    init(tag: String) throws {
        let data = try Data(contentsOf: Self.folder.appendingPathComponent("\(tag).json"))
        self.tag = tag
        source = String(decoding: data, as: UTF8.self)
        texts = try JSONDecoder().decode([String: String].self, from: data)
    }

    var testDescription: String { tag }

    /// The names in the order of the file, repeated ones too.
    var names: [String] {
        source.matches(of: /(?m)^ *"([^"]+)":/).map { String($0.1) }
    }

    /// The texts whose text the check objects to, by name.
    func faults(_ objects: (_ name: String, _ text: String) -> Bool) -> [String] {
        texts.filter { objects($0.key, $0.value) }.map { "\($0.key): \($0.value)" }.sorted()
    }

    /// The placeholders of a text, in the order of the alphabet.
    static func placeholders(_ text: String?) -> [String] {
        (text ?? "").matches(of: /\{[^}]*\}/).map { String($0.0) }.sorted()
    }

    /// The tags of the languages in the binary.
    static let tags = EmbeddedTemplates.languages.map(\.tag).sorted()

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("../../../Templates/locales").standardizedFileURL

    /// The tags of the languages that are translated from English.
    static let translated = tags.filter { $0 != "en" }
}
