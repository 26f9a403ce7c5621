/// Something that reads what strangers send, and what must hold whatever that is.
struct FuzzTarget: Sendable {
    /// As `Tests/fuzz` and the folders of seeds have it.
    let name: String
    /// Throws ``Broken`` where a property does not hold.
    let check: @Sendable ([UInt8]) throws -> Void

    static let all: [FuzzTarget] = [
        .callback, .connect, .cookie, .form, .json, .language, .parameters, .providers, .records, .redirect, .replay,
        .tariff, .template, .zone,
    ]
}

/// A property that does not hold.
struct Broken: Error, CustomStringConvertible {
    let description: String
}

/// Throws where a condition is false.
func require(_ condition: Bool, _ property: @autoclosure () -> String) throws(Broken) {
    guard condition else { throw Broken(description: property()) }
}
