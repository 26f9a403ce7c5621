/// What a check found.
struct Finding: Sendable, Equatable, Encodable {
    /// How bad it is.
    enum State: String, Sendable, Encodable, CaseIterable, Comparable {
        /// Nothing to do.
        case ok
        /// It works, and should be mended.
        case warning
        /// Customers cannot connect, or a secret is in the open.
        case fault

        static func < (one: State, other: State) -> Bool { one.exitCode < other.exitCode }

        /// What monitoring systems expect: 0, 1, 2.
        var exitCode: Int32 {
            switch self {
            case .ok: 0
            case .warning: 1
            case .fault: 2
            }
        }
    }

    /// What was looked at, such as `socket`.
    let check: String
    let state: State
    /// What was seen; never a secret.
    let seen: String
    /// What to do; `nil` where all is well.
    let fix: String?

    static func ok(_ check: String, _ seen: String) -> Finding {
        Finding(check: check, state: .ok, seen: seen, fix: nil)
    }

    static func warning(_ check: String, _ seen: String, fix: String) -> Finding {
        Finding(check: check, state: .warning, seen: seen, fix: fix)
    }

    static func fault(_ check: String, _ seen: String, fix: String) -> Finding {
        Finding(check: check, state: .fault, seen: seen, fix: fix)
    }
}

/// One thing that doctor looks at.
protocol Check: Sendable {
    /// For the line that says what is being looked at.
    var name: String { get }
    /// What was found; nothing where the check does not apply.
    func findings() async -> [Finding]
}
