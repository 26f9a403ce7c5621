import FoundationEssentials

/// Replaces every form of the known secrets in a text.
package struct SecretScan: Sendable {
    private let needles: [SecretNeedle]
    private let values: [(bytes: [UInt8], placeholder: [UInt8])]
    private let zones: [[UInt8]]

    package init(_ names: SecretNames) {
        let entries = names.entries.filter(\.isEverywhere)
        needles = entries.flatMap(SecretNeedle.forms).sorted { $0.count > $1.count }
        values = entries.filter { $0.value.utf8.count >= SecretNames.shortest }
            .map { (Array($0.value.utf8), Array(Placeholder.text($0.name).utf8)) }
            .sorted { $0.bytes.count > $1.bytes.count }
        zones = names.zones.map { Array($0.utf8) }
    }

    /// The text with its secrets replaced; placeholders that stand in it already are left alone.
    package func redacted(_ text: String) -> String {
        String(decoding: replacingRuns(replacingNeedles(Array(text.utf8))), as: UTF8.self)
    }

    private func replacingNeedles(_ text: [UInt8]) -> [UInt8] {
        rewriting(text) { index in
            for needle in needles {
                if let end = needle.end(in: text, at: index) { return (needle.placeholder[...], end) }
            }
            return nil
        }
    }

    /// Replaces whole runs of base64 that hold a secret among other things, such as `login:password`.
    private func replacingRuns(_ text: [UInt8]) -> [UInt8] {
        guard !values.isEmpty else { return text }
        return rewriting(text) { index in
            var end = index
            while end < text.count, Self.isBase64(text[end]) { end += 1 }
            if end == index { return nil }
            guard let placeholder = placeholder(in: text[index..<end]) else { return (text[index..<end], end) }
            while end < text.count, text[end] == UInt8(ascii: "=") { end += 1 }
            return (placeholder[...], end)
        }
    }

    /// Goes through a text from left to right, and leaves alone what must not be touched. `match` says what to write for what
    /// begins at an index, and where that ends; `nil` is the byte as it is.
    private func rewriting(
        _ text: [UInt8], _ match: (_ index: Int) -> (bytes: ArraySlice<UInt8>, end: Int)?
    ) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            if let end = keptEnd(text, index) {
                result += text[index..<end]
                index = end
            } else if let (bytes, end) = match(index) {
                result += bytes
                index = end
            } else {
                result.append(text[index])
                index += 1
            }
        }
        return result
    }

    private func placeholder(in run: ArraySlice<UInt8>) -> [UInt8]? {
        guard run.count >= 8, let decoded = Self.decoded(run) else { return nil }
        return values.first { Self.holds(decoded, $0.bytes) }?.placeholder
    }

    private static func decoded(_ run: ArraySlice<UInt8>) -> [UInt8]? {
        var text = run.map {
            $0 == UInt8(ascii: "-") ? UInt8(ascii: "+") : $0 == UInt8(ascii: "_") ? UInt8(ascii: "/") : $0
        }
        if text.count % 4 == 1 { text.removeLast() }
        while text.count % 4 != 0 { text.append(UInt8(ascii: "=")) }
        return Data(base64Encoded: String(decoding: text, as: UTF8.self)).map(Array.init)
    }

    private static func holds(_ text: [UInt8], _ part: [UInt8]) -> Bool {
        guard text.count >= part.count, let first = part.first else { return false }
        return (0...(text.count - part.count)).contains {
            text[$0] == first && text[$0..<$0 + part.count].elementsEqual(part)
        }
    }

    private static func isBase64(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || [UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "_")].contains(byte)
    }

    /// The end of what is left alone: a placeholder, or the name of a time zone, which a town may have given its own to.
    private func keptEnd(_ text: [UInt8], _ index: Int) -> Int? {
        if let end = Self.placeholderEnd(text, index) { return end }
        return zones.first { text[index...].starts(with: $0) }.map { index + $0.count }
    }

    private static func placeholderEnd(_ text: [UInt8], _ index: Int) -> Int? {
        let opening = Placeholder.opening.utf8
        guard text[index] == UInt8(ascii: "{"), text[index...].starts(with: opening),
            let brace = text[(index + opening.count)...].firstIndex(of: UInt8(ascii: "}")), brace + 1 < text.count,
            text[brace + 1] == UInt8(ascii: "}")
        else { return nil }
        return brace + 2
    }
}
