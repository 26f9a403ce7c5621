import Synchronization

/// Awaits work for so long and no longer, even where it takes no notice of its cancellation.
///
/// - Returns: `nil` where it was not done in time; it may go on by itself then.
func limited<Value: Sendable>(to limit: Duration, _ work: @escaping @Sendable () async -> Value) async -> Value? {
    let result = FirstResult<Value>()
    let task = Task { result.settle(await work()) }
    let timer = Task {
        try? await Task.sleep(for: limit)
        task.cancel()
        result.settle(nil)
    }
    defer { timer.cancel() }
    return await result.value
}

/// A value that is settled once and awaited once.
private final class FirstResult<Value: Sendable>: Sendable {
    private enum State {
        case open
        case awaited(CheckedContinuation<Value?, Never>)
        case settled(Value?)
    }

    private let state = Mutex(State.open)

    func settle(_ value: Value?) {
        let continuation = state.withLock { state -> CheckedContinuation<Value?, Never>? in
            switch state {
            case .open:
                state = .settled(value)
                return nil
            case .awaited(let continuation):
                state = .settled(value)
                return continuation
            case .settled: return nil
            }
        }
        continuation?.resume(returning: value)
    }

    var value: Value? {
        get async {
            await withCheckedContinuation { continuation in
                let settled = state.withLock { state -> Value?? in
                    guard case .settled(let value) = state else {
                        state = .awaited(continuation)
                        return .none
                    }
                    return .some(value)
                }
                if let settled { continuation.resume(returning: settled) }
            }
        }
    }
}
