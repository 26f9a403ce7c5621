@testable import ConnectFlow
@testable import ProviderKit

extension FuzzTarget {
    /// The bytes as a form; and, cut at newlines into names and values, as what a browser would write.
    static let form = FuzzTarget(name: "form") { bytes in
        if let form = try? FormData(bytes) {
            try require(form["\0"] == nil && form.count(of: "\0") == 0, "no NUL in a name")
            _ = CallbackAnswer(form)
        }
        let words = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).prefix(128)
            .map { String(decoding: $0, as: UTF8.self) }
        let fields = stride(from: 0, to: words.count - 1, by: 2).map { (name: words[$0], value: words[$0 + 1]) }
        guard !words.contains(where: { $0.utf8.contains(0) }), fields.count <= FormData.fieldLimit else { return }
        let form = try FormData(FormText.encode(fields).utf8)
        for field in fields {
            let equals = fields.filter { $0.name.utf8.elementsEqual(field.name.utf8) }
            try require(form.count(of: field.name) >= equals.count, "every field is found")
            if form.count(of: field.name) == 1 {
                try require(form[field.name] == field.value, "a field's value is what was encoded")
            } else {
                try require(form[field.name] == nil, "a field that stands twice counts as missing")
            }
        }
    }
}
