/// A control request that makes no sense: what is wrong with it.
struct ControlFailure: Error {
    let message: String
}
