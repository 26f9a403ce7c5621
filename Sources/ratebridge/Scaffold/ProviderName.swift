import Foundation

/// A provider's name in each of its spellings.
struct ProviderName: Sendable, Hashable {
    /// The Swift module and type: `MoonPower`.
    let type: String
    /// The value of `PROVIDER`: `moon-power`.
    let slug: String
    /// What customers call it: `Moon Power`.
    let display: String
    /// The beginning of its variables, and its `integration_instance`: `MOON_POWER`.
    let instance: String

    /// - Parameters:
    ///   - type: a name in upper camel case; its words are told apart by their capitals, and `UK` is one word.
    ///   - display: what customers call it; the words of `type` where it is `nil`.
    /// - Throws: `WrongCall` for what cannot be a module's name.
    init(_ type: String, display: String? = nil) throws(WrongCall) {
        let isName = type.wholeMatch(of: /[A-Z][A-Za-z0-9]{1,39}/) != nil
        guard isName else {
            throw WrongCall(
                "'\(type.printable)' cannot be a module's name: write letters and digits, such as MoonPower")
        }
        guard !Self.taken.contains(type), !type.hasSuffix("Tests") else {
            throw WrongCall("\(type) is a name of something else already: write another, such as \(type)Energy")
        }
        let words = Self.words(of: type)
        let display = display ?? words.joined(separator: " ")
        guard display.wholeMatch(of: /[^"\\\p{C}]{1,60}/) != nil else {
            throw WrongCall("the display name must be a line of at most 60 characters without \" and \\")
        }
        self.type = type
        self.display = display
        slug = words.joined(separator: "-").lowercased()
        instance = words.joined(separator: "_").uppercased()
    }

    /// `OctopusEnergyUK` is Octopus, Energy, UK; `EDFBlue2` is EDF, Blue2.
    static func words(of type: String) -> [String] {
        type.matches(of: /[A-Z]+(?![a-z])[0-9]*|[A-Z][a-z0-9]+/).map { String($0.output) }
    }

    /// Modules of the package and names that every provider imports.
    private static let taken: Set = [
        "CFCGI", "ConnectFlow", "Captured", "Credentials", "FastCGI", "Foundation", "FoundationEssentials", "Logging",
        "Price", "Provider", "ProviderContext", "ProviderError", "ProviderKit", "ProviderProfile", "ProviderTesting",
        "Providers", "Ratebridge", "Sandbox", "Secret", "String", "Swift", "Tariff", "Templates", "Testing", "Zone",
    ]
}
