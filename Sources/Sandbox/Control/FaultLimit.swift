/// How many faults may wait: more than that nobody means, and a program that keeps adding some is told.
enum FaultLimit {
    /// Different ones, one behind the other.
    static let orders = 100
    /// Calls that one is for.
    static let times = 1_000

    static func check(waiting count: Int) throws(ControlFailure) {
        guard count < orders else {
            throw ControlFailure(
                message: "\(orders) faults are waiting already: let some happen, or take them back at /desk/.")
        }
    }

    static func checked(times count: Int) throws(ControlFailure) -> Int {
        guard (1...times).contains(count) else {
            throw ControlFailure(message: "A fault is for 1 to \(times) calls in a row, not \(count).")
        }
        return count
    }
}
