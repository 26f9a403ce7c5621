/// The command was called in a way that it cannot work with: exit code 2.
struct WrongCall: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
