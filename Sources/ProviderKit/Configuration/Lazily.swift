import Synchronization

/// A value that is made when it is first asked for, once: a CGI process answers one request, and most need little.
package final class Lazily<Value: Sendable>: Sendable {
    private let state = Mutex<Value?>(nil)
    private let make: @Sendable () -> Value

    package init(_ make: @escaping @Sendable () -> Value) { self.make = make }

    package var value: Value {
        state.withLock { state in
            if let state { return state }
            let made = make()
            state = made
            return made
        }
    }

    /// The value where somebody has asked for it.
    package var made: Value? { state.withLock { $0 } }
}
