import Synchronization

/// A value that is made when it is first asked for, once: a CGI process answers one request, and most need little.
package final class Lazily<Value: Sendable>: Sendable {
    /// What makes it is let go of afterwards, and the secrets that it may hold.
    private enum State {
        case pending(@Sendable () -> Value)
        case made(Value)
    }

    private let state: Mutex<State>

    package init(_ make: @escaping @Sendable () -> Value) { state = Mutex(.pending(make)) }

    package var value: Value {
        state.withLock { state in
            switch state {
            case .made(let value): return value
            case .pending(let make):
                let value = make()
                state = .made(value)
                return value
            }
        }
    }

    /// The value where somebody has asked for it.
    package var made: Value? {
        state.withLock { if case .made(let value) = $0 { value } else { nil } }
    }
}
