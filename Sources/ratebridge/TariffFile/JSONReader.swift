/// Goes through a JSON text and notes where each value begins.
struct JSONReader {
    private let bytes: [UInt8]
    private var index = 0
    private var depth = 0
    private(set) var offsets: [String: Int] = [:]
    private(set) var repeated: [JSONSourceMap.Fault] = []

    private static let deepest = 256
    private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    func position(_ offset: Int) -> JSONSourceMap.Position {
        let before = bytes.prefix(offset)
        let line = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        // The bytes that go on with a character are not counted (RFC 3629, section 3).
        let column = before[line...].count { $0 & 0xC0 != 0x80 }
        return JSONSourceMap.Position(line: before.count { $0 == UInt8(ascii: "\n") } + 1, column: column + 1)
    }

    mutating func readDocument() throws(JSONSourceMap.Fault) {
        if let wrong = invalidUTF8 {
            throw fault("this is not UTF-8", "save the file as UTF-8", at: wrong)
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            throw fault("the file begins with a byte order mark", "save it as UTF-8 without one", at: 0)
        }
        skipBlanks()
        if index == bytes.count { throw fault("there is nothing in it", "write a tariff", at: 0) }
        try readValue("")
        skipBlanks()
        if index < bytes.count { throw fault("there is more behind the end", "keep one JSON value in a file") }
    }

    private mutating func readValue(_ path: String) throws(JSONSourceMap.Fault) {
        skipBlanks()
        offsets[path] = index
        switch current {
        case UInt8(ascii: "{"): try nested { reader throws(JSONSourceMap.Fault) in try reader.readObject(path) }
        case UInt8(ascii: "["): try nested { reader throws(JSONSourceMap.Fault) in try reader.readArray(path) }
        case UInt8(ascii: "\""): _ = try readText()
        case let byte? where byte == UInt8(ascii: "-") || Self.digits.contains(byte): try readNumber()
        default: try readWord()
        }
    }

    private mutating func nested(
        _ read: (inout JSONReader) throws(JSONSourceMap.Fault) -> Void
    ) throws(JSONSourceMap.Fault) {
        depth += 1
        guard depth <= Self.deepest else {
            throw fault("the brackets are nested too deeply", "a tariff needs no more than ten levels")
        }
        index += 1
        try read(&self)
        depth -= 1
    }

    private mutating func readObject(_ path: String) throws(JSONSourceMap.Fault) {
        var names: Set<String> = []
        skipBlanks()
        if take("}") { return }
        while true {
            skipBlanks()
            let start = index
            guard current == UInt8(ascii: "\"") else {
                throw fault("a field's name is expected here", "write it in double quotes")
            }
            let name = try readText()
            if !names.insert(name).inserted {
                repeated.append(fault("the field '\(name.printable)' stands here twice", "drop one of them", at: start))
            }
            skipBlanks()
            guard take(":") else { throw fault("a colon is expected here", "write : between a field's name and value") }
            try readValue(path.isEmpty ? name : "\(path).\(name)")
            if try readEnd("}") { return }
        }
    }

    private mutating func readArray(_ path: String) throws(JSONSourceMap.Fault) {
        skipBlanks()
        if take("]") { return }
        for element in 0... {
            try readValue("\(path)[\(element)]")
            if try readEnd("]") { return }
        }
    }

    /// Reads a comma, or the closing bracket.
    private mutating func readEnd(_ bracket: Unicode.Scalar) throws(JSONSourceMap.Fault) -> Bool {
        skipBlanks()
        if take(bracket) { return true }
        let comma = index
        guard take(",") else {
            let problem = index < bytes.count ? "a comma or \(bracket) is expected here" : "the file ends too early"
            throw fault(problem, "close what was opened with \(bracket)")
        }
        skipBlanks()
        if current == UInt8(bracket.value) { throw fault("nothing follows this comma", "drop the comma", at: comma) }
        return false
    }

    private mutating func readText() throws(JSONSourceMap.Fault) -> String {
        let start = index
        index += 1
        while let byte = current, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else {
                throw fault("the text is not closed on this line", "end it with a double quote", at: start)
            }
            index += byte == UInt8(ascii: "\\") ? 2 : 1
        }
        guard take("\"") else { throw fault("the text is not closed", "end it with a double quote", at: start) }
        let text = String(decoding: bytes[(start + 1)..<(index - 1)], as: UTF8.self)
        return text
    }

    /// `-?(0|[1-9][0-9]*)(.[0-9]+)?([eE][+-]?[0-9]+)?`.
    private mutating func readNumber() throws(JSONSourceMap.Fault) {
        let start = index
        _ = take("-")
        let first = current
        let whole = takeDigits()
        var isSound = whole > 0 && (whole == 1 || first != UInt8(ascii: "0"))
        if take(".") { isSound = takeDigits() > 0 && isSound }
        if take("e") || take("E") {
            _ = take("+") || take("-")
            isSound = takeDigits() > 0 && isSound
        }
        guard isSound else { throw fault("this is not a number in JSON", "write it as 0.24393 or -1", at: start) }
    }

    private mutating func readWord() throws(JSONSourceMap.Fault) {
        let start = index
        while let byte = current, byte >= 0x30 || byte == 0x27, byte != 0x3A, byte != 0x5D, byte != 0x7D { index += 1 }
        let word = String(decoding: bytes[start..<index], as: UTF8.self)
        switch word {
        case "true", "false", "null": return
        case "NaN", "Infinity", "nan", "None":
            throw fault("'\(word)' does not exist in JSON", "write a number", at: start)
        case "" where start == bytes.count: throw fault("the file ends too early", "a value is missing", at: start)
        default: throw fault("a value is expected here", "put text in double quotes; numbers need none", at: start)
        }
    }

    private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard current == UInt8(character.value) else { return false }
        index += 1
        return true
    }

    private mutating func takeDigits() -> Int {
        let start = index
        while let byte = current, Self.digits.contains(byte) { index += 1 }
        return index - start
    }

    private mutating func skipBlanks() {
        while let byte = current, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { index += 1 }
    }

    /// Where the bytes stop being UTF-8.
    private var invalidUTF8: Int? {
        guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
        var low = 0
        var high = bytes.count
        while low < high {
            // The longest beginning that is sound, but for a character cut in two.
            let middle = (low + high + 1) / 2
            let isSound = (0..<4).contains {
                String(validating: bytes.prefix(max(0, middle - $0)), as: UTF8.self) != nil
            }
            if isSound { low = middle } else { high = middle - 1 }
        }
        return max(0, low - 3)
    }

    private func fault(_ problem: String, _ fix: String, at offset: Int? = nil) -> JSONSourceMap.Fault {
        JSONSourceMap.Fault(position: position(offset ?? index), problem: problem, fix: fix)
    }
}
