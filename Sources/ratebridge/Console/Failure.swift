/// What went wrong, for a person at a terminal.
struct Failure: Error, CustomStringConvertible {
    /// What happened.
    let problem: String
    /// What to do next, if that can be said.
    let fix: String?

    init(_ problem: String, fix: String? = nil) {
        self.problem = problem
        self.fix = fix
    }

    var description: String { fix.map { "\(problem)\n\nWhat to do: \($0)" } ?? problem }
}
