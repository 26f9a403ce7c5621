import Foundation

/// The starter's texts under another name.
struct ScaffoldText: Sendable {
    private let name: ProviderName
    private let flatPeakID: String
    private let starter: Starter

    init(_ name: ProviderName, flatPeakID: String, starter: Starter = .loginForm) {
        self.name = name
        self.flatPeakID = flatPeakID
        self.starter = starter
    }

    /// `Sources/LunarEnergy/LunarAPI.swift` → `Sources/MoonPower/MoonPowerAPI.swift`.
    func renamed(_ path: String) -> String {
        guard starter == .loginForm else { return path.replacing(starter.type, with: name.type) }
        return path.replacing("LunarEnergy", with: name.type).replacing(/Lunar(?=[A-Z])/, with: name.type)
    }

    /// A source file, a test or a cassette under the new name. The demo customers stay those of the sandbox's Lunar site,
    /// which plays the new provider until it has a site of its own.
    func adapted(_ text: String) -> String {
        var text = text
        text.replace(starter.introduction, with: introduction)
        text.replace(/prv_[0-9a-f]{24}/, with: flatPeakID)
        guard starter == .loginForm else { return Self.adaptedOAuth2(text, name) }
        text.replace("LUNAR_ENERGY", with: name.instance)
        text.replace("lunar-energy", with: name.slug)
        text.replace("Lunar Energy", with: name.display)
        return renamed(text)
    }

    /// `.env.blank` with the provider's variables behind the starter's.
    func settings(_ text: String) -> String {
        guard !text.contains("\(name.instance)_API_URL="), let last = text.range(of: starter.lastVariable) else {
            return text
        }
        let end = text[last.upperBound...].firstIndex(of: "\n") ?? text.endIndex
        return text[..<end] + "\n" + starter.variables(of: name).joined(separator: "\n") + text[end...]
    }

    private var introduction: String {
        """
        /// \(name.display). It begins as a copy of the starter and is complete: it signs in, reads, converts, and passes
        /// every check. Put the provider's own API in place of the starter's, beginning with `\(name.type)API`.

        """
    }
}
