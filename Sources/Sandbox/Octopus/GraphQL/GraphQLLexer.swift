/// Cuts a GraphQL document into tokens (GraphQL specification, October 2021, section 2.1).
struct GraphQLLexer {
    enum Token: Sendable, Hashable {
        case name(String)
        case int(String)
        case float(String)
        case string(String)
        /// One of `! $ & ( ) : = @ [ ] { | }`, or `...`.
        case mark(String)
        case end
    }

    private let bytes: [UInt8]
    private var index = 0
    private var location = GraphQLLocation()

    /// Every token with its place, `end` at the end.
    static func tokens(of text: String) throws(GraphQLError) -> [(token: Token, location: GraphQLLocation)] {
        var lexer = GraphQLLexer(bytes: Array(text.utf8))
        var tokens: [(Token, GraphQLLocation)] = []
        while true {
            lexer.skip()
            let location = lexer.location
            let token = try lexer.next()
            tokens.append((token, location))
            if token == .end { return tokens }
        }
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func advance() {
        let isNewline = bytes[index] == 0x0A
        location =
            isNewline
            ? GraphQLLocation(line: location.line + 1, column: 1)
            : GraphQLLocation(line: location.line, column: location.column + 1)
        index += 1
    }

    private mutating func take(while condition: (UInt8) -> Bool) -> String {
        let start = index
        while let byte = current, condition(byte) { advance() }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    /// White space, commas, comments and a byte order mark say nothing.
    private mutating func skip() {
        while let byte = current {
            if byte == UInt8(ascii: "#") {
                _ = take { $0 != 0x0A }
            } else if " \t\r\n,".utf8.contains(byte) || [0xEF, 0xBB, 0xBF].contains(byte) {
                advance()
            } else {
                return
            }
        }
    }

    private mutating func next() throws(GraphQLError) -> Token {
        guard let byte = current else { return .end }
        if Self.isNameStart(byte) { return .name(take { Self.isNameStart($0) || Self.isDigit($0) }) }
        if Self.isDigit(byte) || byte == UInt8(ascii: "-") { return try number() }
        if byte == UInt8(ascii: "\"") { return .string(try string()) }
        if bytes[index...].starts(with: Array("...".utf8)) {
            for _ in 0..<3 { advance() }
            return .mark("...")
        }
        guard "!$&():=@[]{|}".utf8.contains(byte) else {
            throw .syntax("Cannot parse the character with the code \(byte).", at: location)
        }
        advance()
        return .mark(String(decoding: [byte], as: UTF8.self))
    }

    private mutating func number() throws(GraphQLError) -> Token {
        let start = location
        let text = take { Self.isDigit($0) || "+-.eE".utf8.contains($0) }
        if let first = current, Self.isNameStart(first) {
            throw .syntax("Invalid number, expected digit but got a name.", at: location)
        }
        if Int(text) != nil { return .int(text) }
        guard Double(text) != nil, text.last != "." else { throw .syntax("Invalid number '\(text)'.", at: start) }
        return .float(text)
    }

    private mutating func string() throws(GraphQLError) -> String {
        let start = location
        let fence = Array(repeating: UInt8(ascii: "\""), count: 3)
        if bytes[index...].starts(with: fence) {
            for _ in fence { advance() }
            let first = index
            while index < bytes.count, !bytes[index...].starts(with: fence) { advance() }
            guard index < bytes.count else { throw .syntax("Unterminated string.", at: start) }
            let text = String(decoding: bytes[first..<index], as: UTF8.self)
            for _ in fence { advance() }
            return text
        }
        advance()
        var text: [UInt8] = []
        while let byte = current, byte != 0x0A {
            advance()
            if byte == UInt8(ascii: "\"") { return String(decoding: text, as: UTF8.self) }
            if byte == UInt8(ascii: "\\") { text += try escaped() } else { text.append(byte) }
        }
        throw .syntax("Unterminated string.", at: start)
    }

    private mutating func escaped() throws(GraphQLError) -> [UInt8] {
        guard let byte = current else { throw .syntax("Unterminated string.", at: location) }
        let simple: [UInt8: UInt8] = [
            0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 0x08, 0x66: 0x0C, 0x6E: 0x0A, 0x72: 0x0D, 0x74: 0x09,
        ]
        if let meaning = simple[byte] {
            advance()
            return [meaning]
        }
        let digits = bytes[index...].dropFirst().prefix(4)
        guard byte == UInt8(ascii: "u"), digits.count == 4,
            let number = UInt32(String(decoding: digits, as: UTF8.self), radix: 16), let scalar = Unicode.Scalar(number)
        else { throw .syntax("Invalid character escape sequence.", at: location) }
        for _ in 0..<5 { advance() }
        return Array(String(Character(scalar)).utf8)
    }

    private static func isNameStart(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "_") || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
