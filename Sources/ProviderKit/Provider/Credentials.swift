/// What the customer typed into the login form, by field name.
///
/// Only the fields that the provider's ``ProviderProfile`` names are in it, whatever a browser sent.
public struct Credentials: Sendable, Equatable {
    private let values: [String: Secret]

    /// - Parameter values: the fields by name.
    public init(_ values: [String: Secret]) {
        self.values = values
    }

    /// A field's value; empty where the customer left it so.
    public subscript(field: String) -> Secret {
        values[field] ?? Secret("")
    }

    /// The field `login`: an e-mail address or a customer number.
    public var login: Secret { self["login"] }
    /// The field `password`.
    public var password: Secret { self["password"] }
    /// The names of the fields that were sent.
    public var fieldNames: [String] { values.keys.sorted() }
}
