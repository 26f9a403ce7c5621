extension String {
    /// The lines, without their ends: LF, or CR LF as editors on Windows write it, which Swift takes for one character.
    package var textLines: [Substring] {
        utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
            var line = line
            while line.last == UInt8(ascii: "\r") { line.removeLast() }
            return Substring(line)
        }
    }
}
