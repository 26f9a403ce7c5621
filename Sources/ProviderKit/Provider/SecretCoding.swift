/// What becomes of secrets when a value that holds them is encoded or decoded.
public struct SecretCoding: Sendable {
    let write: @Sendable (Secret) throws -> String
    let read: @Sendable (String) throws -> Secret

    /// - Parameters:
    ///   - write: the form that leaves the process, sealed as a rule.
    ///   - read: its reverse; throws for what it did not write.
    public init(
        write: @escaping @Sendable (Secret) throws -> String, read: @escaping @Sendable (String) throws -> Secret
    ) {
        self.write = write
        self.read = read
    }

    /// In clear. Only for what is sealed as a whole afterwards.
    public static let insideSealedData = SecretCoding(write: { $0.reveal() }, read: { Secret($0) })

    private static let key = CodingUserInfoKey(rawValue: "ratebridge.secretCoding")

    /// The coding that an encoder or decoder carries.
    init?(of userInfo: [CodingUserInfoKey: any Sendable]) {
        guard let coding = Self.key.flatMap({ userInfo[$0] }) as? SecretCoding else { return nil }
        self = coding
    }

    init?(of userInfo: [CodingUserInfoKey: Any]) {
        guard let coding = Self.key.flatMap({ userInfo[$0] }) as? SecretCoding else { return nil }
        self = coding
    }

    /// For an encoder's or decoder's `userInfo`.
    public var userInfo: [CodingUserInfoKey: any Sendable] {
        Self.key.map { [$0: self] } ?? [:]
    }
}
