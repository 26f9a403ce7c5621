/// The server parameters of one request, in the order they came.
///
/// They are kept as the bytes that arrived, and read where somebody asks: most requests need four of some twenty, and
/// a scan of so few is quicker than building a hash table.
public struct Parameters: Sendable, ExpressibleByDictionaryLiteral {
    private struct Entry {
        let start: Int
        let nameLength: Int
        let valueLength: Int

        var name: Range<Int> { start..<start + nameLength }
        var value: Range<Int> { start + nameLength..<start + nameLength + valueLength }
    }

    private var bytes: [UInt8] = []
    private var entries: [Entry] = []

    /// Creates parameters from pairs; a name that stands twice keeps both, and the first is read.
    public init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements {
            append(name: name.utf8, value: value.utf8)
        }
    }

    /// The first value under a name; `nil` where the server sent none. An empty value is a value (`PATH_INFO` may be empty).
    public subscript(name: String) -> String? {
        entries.first { bytes[$0.name].elementsEqual(name.utf8) }.map { text($0.value) }
    }

    /// Every name, in order of arrival.
    public var names: [String] { entries.map { text($0.name) } }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    mutating func append(name: some Collection<UInt8>, value: some Collection<UInt8>) {
        entries.append(Entry(start: bytes.count, nameLength: name.count, valueLength: value.count))
        bytes.append(contentsOf: name)
        bytes.append(contentsOf: value)
    }
}
