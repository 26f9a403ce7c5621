/// What `authorise` came to.
public enum Authorisation<Grant: Codable & Sendable>: Sendable {
    /// Signed in, and clear which contract is meant.
    case complete(Grant)
    /// Signed in so far; the customer has to do something more.
    case needs(ExtraRequirement, Grant)
}

/// What a customer has to add before the tariff can be read.
public enum ExtraRequirement: Sendable, Hashable, Codable {
    /// More than one contract is live: which one?
    case multipleAvailableTariffs([AccountChoice])
    /// The account holds no live contract.
    case noAvailableTariffs
    /// A one-time code was sent; the hint says where to, such as `+44 •••• 123`: the page has the sentence around it.
    case code(hint: String?)
}

/// One row of the choice between contracts.
public struct AccountChoice: Sendable, Hashable, Codable {
    /// The provider's id of the contract, unique and lasting.
    public let id: String
    /// What a customer recognises it by: an address, as a rule.
    public let name: String
    /// A second line, such as the tariff's name.
    public let description: String?

    /// Describes a choice; see the properties.
    public init(id: String, name: String, description: String? = nil) {
        self.id = id
        self.name = name
        self.description = description
    }
}

/// The customer's answer to an ``ExtraRequirement``.
public enum ExtraAnswer: Sendable, Equatable {
    /// The id of one of the choices that were offered.
    case account(String)
    /// The one-time code.
    case code(Secret)
}
