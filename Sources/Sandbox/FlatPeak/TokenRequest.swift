/// The body of `POST /connect/tariff/token` (FlatPeak protocol, section 5).
struct TokenRequest: Sendable, Hashable {
    /// Which way the energy flows.
    enum Direction: String, Sendable, CaseIterable {
        case `import` = "IMPORT"
        case export = "EXPORT"
    }

    let callbackURI: String
    var connectWebURI: String?
    var direction = Direction.import
    var type: String?
    var customerID: String?
    var customerReferenceID: String?
    var locationID: String?
    var locationReferenceID: String?
    var tariffID: String?
    var postalAddress: [String: JSONValue]?

    private static let texts: Set<String> = [
        "callback_uri", "connect_web_uri", "direction", "type", "customer_id", "customer_reference_id", "location_id",
        "location_reference_id", "tariff_id",
    ]

    init(callbackURI: String) {
        self.callbackURI = callbackURI
    }

    /// Reads a body.
    ///
    /// - Throws: ``FlatPeakFailure`` that names the field.
    init(_ members: [String: JSONValue]) throws(FlatPeakFailure) {
        for name in members.keys.sorted() where !Self.texts.contains(name) && name != "postal_address" {
            throw .invalid(code: "field_unknown", message: "\(name) is not a field of a token request.")
        }
        for name in Self.texts.sorted() {
            guard let value = members[name], value.string?.isEmpty != false else { continue }
            throw .invalid(code: "\(name)_invalid", message: "\(name) must be a string that is not empty.")
        }
        guard let callback = members["callback_uri"]?.string else {
            throw .invalid(code: "callback_uri_missing", message: "callback_uri is required.")
        }
        callbackURI = callback
        connectWebURI = members["connect_web_uri"]?.string
        for (name, address) in [("callback_uri", callback), ("connect_web_uri", connectWebURI)] {
            if let address, !WebAddress.isAllowed(address) {
                throw .invalid(code: "\(name)_invalid", message: "\(name) is not an absolute URL or a deep link.")
            }
        }
        if let text = members["direction"]?.string {
            guard let direction = Direction(rawValue: text) else {
                throw .invalid(code: "direction_invalid", message: "direction must be IMPORT or EXPORT.")
            }
            self.direction = direction
        }
        if let address = members["postal_address"] {
            guard let fields = address.object else {
                throw .invalid(code: "postal_address_invalid", message: "postal_address must be an object.")
            }
            postalAddress = fields
        }
        type = members["type"]?.string
        customerID = members["customer_id"]?.string
        customerReferenceID = members["customer_reference_id"]?.string
        locationID = members["location_id"]?.string
        locationReferenceID = members["location_reference_id"]?.string
        tariffID = members["tariff_id"]?.string
        if locationID != nil, locationReferenceID != nil {
            throw .invalid(
                code: "location_ambiguous", message: "Send location_id or location_reference_id, not both.")
        }
    }
}
