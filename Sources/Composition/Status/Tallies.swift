import Synchronization

/// A row of counters that threads add to without waiting for one another. As long as it was made; never moved.
///
/// `@unchecked Sendable`: the memory is set up before anybody has it, and only atomics are in it.
final class Tallies: @unchecked Sendable {
    let count: Int
    private let counters: UnsafeMutablePointer<Atomic<Int>>

    init(_ count: Int) {
        self.count = count
        counters = .allocate(capacity: count)
        for index in 0..<count { (counters + index).initialize(to: Atomic(0)) }
    }

    deinit {
        counters.deinitialize(count: count)
        counters.deallocate()
    }

    /// Outside the row nothing is counted.
    func add(_ value: Int = 1, at index: Int) {
        guard (0..<count).contains(index) else { return }
        counters[index].add(value, ordering: .relaxed)
    }

    var values: [Int] { (0..<count).map { counters[$0].load(ordering: .relaxed) } }
}

/// How long things took, in fixed buckets.
final class Histogram: Sendable {
    /// Upper bounds in milliseconds; one bucket more takes the rest.
    static let bounds = [1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000]

    /// The buckets, and behind them the sum in microseconds.
    private let tallies = Tallies(bounds.count + 2)

    func add(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let microseconds = Int(seconds) * 1_000_000 + Int(attoseconds / 1_000_000_000_000)
        tallies.add(at: Self.bounds.firstIndex { microseconds <= $0 * 1000 } ?? Self.bounds.count)
        tallies.add(microseconds, at: Self.bounds.count + 1)
    }

    var snapshot: Snapshot {
        let values = tallies.values
        return Snapshot(buckets: Array(values.dropLast()), microseconds: values.last ?? 0)
    }

    struct Snapshot: Hashable, Sendable {
        /// How many were in each, not added up.
        var buckets: [Int]
        /// The sum of all.
        var microseconds: Int

        var count: Int { buckets.reduce(0, +) }
        /// How many took no longer than each bound, the last one of all.
        var cumulative: [Int] {
            var sum = 0
            return buckets.map { count in
                sum += count
                return sum
            }
        }
    }
}
