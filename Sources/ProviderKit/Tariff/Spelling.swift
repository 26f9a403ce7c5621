/// Finds what a misspelt name was meant to be.
enum Spelling {
    /// Reads one of the names that `Name` allows; the error for another text suggests the nearest.
    static func name<Name: RawRepresentable<String> & CaseIterable>(
        _ text: String, _ kind: String, _ path: String
    ) throws(TariffDecodingError) -> Name {
        if let name = Name(rawValue: text) { return name }
        let allowed = Name.allCases.map(\.rawValue)
        let fix =
            nearest(to: text, among: allowed).map { "write \($0)" }
            ?? "write one of \(allowed.joined(separator: ", "))"
        throw TariffDecodingError(path: path, problem: "'\(text)' is not \(kind)", fix: fix)
    }

    /// The candidate that differs least, if it differs little.
    ///
    /// Upper and lower case are the same, and a full name counts as its abbreviation (`September` is near `Sep`).
    static func nearest(to text: String, among candidates: [String]) -> String? {
        let text = text.lowercased()
        let ranked = candidates.map { candidate -> (name: String, distance: Int) in
            let name = candidate.lowercased()
            let isAbbreviation = name.utf8.count >= 3 && text.hasPrefix(name)
            return (candidate, isAbbreviation ? min(1, distance(text, name)) : distance(text, name))
        }
        guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= min(2, max(1, best.name.utf8.count / 3)) ? best.name : nil
    }

    /// The number of letters to add, drop, change or swap with their neighbour to get from one text to the other.
    static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left.utf8.prefix(64))
        let right = Array(right.utf8.prefix(64))
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let change = last[column] + (left[row] == right[column] ? 0 : 1)
                var best = min(change, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}
