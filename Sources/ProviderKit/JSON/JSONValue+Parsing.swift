import FoundationEssentials

extension JSONValue {
    /// Far beyond what any provider nests, and far within any thread's stack.
    static let depthLimit = 64
    /// Values in one document: more than a year of hourly prices has.
    static let valueLimit = 50_000

    /// Reads a JSON document (RFC 8259): UTF-8, 64 levels deep and of 50,000 values at most.
    ///
    /// Foundation's decoder has neither limit, and a hostile document would cost it a stack, or seconds.
    ///
    /// - Throws: `DecodingError` for what is none; its description never holds the content.
    public init(parsing bytes: [UInt8]) throws {
        self = try Self.read(JSONValue.self, from: bytes)
    }

    /// The same for a document of which only some members matter: a third of the time.
    package static func read<Document: Decodable>(_ type: Document.Type, from bytes: [UInt8]) throws -> Document {
        guard !bytes.starts(with: [0xEF, 0xBB, 0xBF]), String(validating: bytes, as: UTF8.self) != nil else {
            throw Self.fault("it is no UTF-8, or begins with a byte order mark")
        }
        guard Self.isWithinLimits(bytes) else { throw Self.fault("it is nested too deeply, or has too many values") }
        do {
            return try JSONDecoder().decode(type, from: Data(bytes))
        } catch {
            throw Self.fault("it is no JSON")
        }
    }

    private static func fault(_ text: String) -> DecodingError {
        .dataCorrupted(.init(codingPath: [], debugDescription: text))
    }

    /// Counts brackets and commas outside of texts.
    private static func isWithinLimits(_ bytes: [UInt8]) -> Bool {
        var (depth, values, isText, isEscaped) = (0, 1, false, false)
        for byte in bytes {
            if isText {
                isText = byte != UInt8(ascii: "\"") || isEscaped
                isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
                continue
            }
            switch byte {
            case UInt8(ascii: "\""): isText = true
            case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
            case UInt8(ascii: ","): values += 1
            default: continue
            }
            if depth > depthLimit || values > valueLimit { return false }
        }
        return true
    }
}
