/// Follows name-value pairs (FastCGI 1.0 section 3.4) by their lengths alone, however they are cut into pieces.
///
/// libfcgi allocates whatever a length announces, up to 4 GB, and ends the process where it cannot.
struct PairLengths {
    /// Whether a pair announced more than the limit; what follows it is not looked at.
    private(set) var isExceeded = false
    private let limit: Int
    /// Bytes of name and value still to come.
    private var pending = 0
    /// The length being read: its value so far, and how many of its bytes are missing.
    private var length = 0
    private var missing = 0
    private var isValueNext = false

    init(limit: Int) {
        self.limit = limit
    }

    /// Whether everything so far was whole pairs.
    var isWhole: Bool { pending == 0 && missing == 0 && !isValueNext }

    mutating func follow(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes[...]
        while !isExceeded, let byte = rest.first {
            // The lengths of name and value stand before both.
            if pending > 0, !isValueNext, missing == 0 {
                let step = min(pending, rest.count)
                pending -= step
                rest = rest.dropFirst(step)
                continue
            }
            rest = rest.dropFirst()
            read(lengthByte: Int(byte))
        }
    }

    /// One byte below 0x80, or four with the top bit of the first set.
    private mutating func read(lengthByte byte: Int) {
        if missing > 0 {
            length = length << 8 | byte
            missing -= 1
        } else if byte < 0x80 {
            length = byte
        } else {
            length = byte & 0x7F
            missing = 3
        }
        guard missing == 0 else { return }
        pending += length
        isValueNext.toggle()
        isExceeded = pending > limit
    }
}
