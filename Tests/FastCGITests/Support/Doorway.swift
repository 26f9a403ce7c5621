import Synchronization

/// Where requests wait until the test lets them go on.
final class Doorway: Sendable {
    private struct State {
        var isOpen = false
        var inside = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
        var expected: (count: Int, continuation: CheckedContinuation<Void, Never>)?
    }

    private let state = Mutex(State())

    /// A request comes in, and waits.
    func enter() async {
        await withCheckedContinuation { continuation in
            let (isOpen, reached) = state.withLock { state in
                state.inside += 1
                if !state.isOpen { state.waiting.append(continuation) }
                guard let expected = state.expected, state.inside >= expected.count else {
                    return (state.isOpen, CheckedContinuation<Void, Never>?.none)
                }
                state.expected = nil
                return (state.isOpen, expected.continuation)
            }
            reached?.resume()
            if isOpen { continuation.resume() }
        }
    }

    /// Returns once so many requests have come in.
    func entered(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isReached = state.withLock { state in
                if state.inside < count { state.expected = (count, continuation) }
                return state.inside >= count
            }
            if isReached { continuation.resume() }
        }
    }

    /// Lets all of them go on, and everyone who comes later.
    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}
