/// `name=value&name=value`, as in a URL's query and in a form's body, its escapes left as they are.
package struct FormText: Equatable {
    /// One pair; the value is `nil` where there is no `=`.
    package struct Pair: Equatable {
        package let name: String
        package var value: String?

        package var plainName: String { FormText.plain(name) }
        package var plainValue: String? { value.map(FormText.plain) }
    }

    package var pairs: [Pair]

    package init(_ text: String) { self.init(text[...]) }

    package init(_ text: Substring) {
        pairs = text.split(separator: "&").map { (part: Substring) in
            let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            return Pair(name: halves.first ?? "", value: halves.count > 1 ? halves[1] : nil)
        }
    }

    package var text: String {
        pairs.map { pair in pair.value.map { "\(pair.name)=\($0)" } ?? pair.name }.joined(separator: "&")
    }

    /// The same pairs in order, to compare two texts.
    var sorted: [String] { pairs.map { "\($0.plainName)=\($0.plainValue ?? "")" }.sorted() }

    /// The values under a name, as they are meant.
    func plain(_ name: String) -> [String] { pairs.filter { $0.plainName == name }.map { $0.plainValue ?? "" } }

    private static func plain(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var plain: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
                let high = Character(Unicode.Scalar(bytes[index + 1])).hexDigitValue,
                let low = Character(Unicode.Scalar(bytes[index + 2])).hexDigitValue
            {
                plain.append(UInt8(high * 16 + low))
                index += 3
            } else {
                plain.append(bytes[index] == UInt8(ascii: "+") ? 0x20 : bytes[index])
                index += 1
            }
        }
        return String(decoding: plain, as: UTF8.self)
    }
}
