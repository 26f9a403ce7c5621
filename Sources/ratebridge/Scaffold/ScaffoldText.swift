import Foundation

/// The starter's texts under another name.
struct ScaffoldText: Sendable {
    private let name: ProviderName
    private let flatPeakID: String

    init(_ name: ProviderName, flatPeakID: String) {
        self.name = name
        self.flatPeakID = flatPeakID
    }

    /// `Sources/LunarEnergy/LunarAPI.swift` → `Sources/MoonPower/MoonPowerAPI.swift`.
    func renamed(_ path: String) -> String {
        path.replacing("LunarEnergy", with: name.type).replacing(/Lunar(?=[A-Z])/, with: name.type)
    }

    /// A source file, a test or a cassette under the new name. The demo customers stay those of the sandbox's Lunar site,
    /// which plays the new provider until it has a site of its own.
    func adapted(_ text: String) -> String {
        var text = text
        text.replace(Self.introduction, with: introduction)
        text.replace(/prv_[0-9a-f]{24}/, with: flatPeakID)
        text.replace("LUNAR_ENERGY", with: name.instance)
        text.replace("lunar-energy", with: name.slug)
        text.replace("Lunar Energy", with: name.display)
        return renamed(text)
    }

    /// `.env.blank` with the provider's variable behind the starter's.
    func settings(_ text: String) -> String {
        let variable = "\(name.instance)_API_URL="
        guard !text.contains(variable), let starter = text.range(of: "LUNAR_ENERGY_API_URL=") else { return text }
        let end = text[starter.upperBound...].firstIndex(of: "\n") ?? text.endIndex
        return text[..<end] + "\n" + variable + text[end...]
    }

    /// What only the starter says of itself.
    private static let introduction =
        "/// Lunar Energy, the provider of FlatPeak's guide: read it first, and copy it.\n"

    private var introduction: String {
        """
        /// \(name.display). It begins as a copy of the starter and is complete: it signs in, reads, converts, and passes
        /// every check. Put the provider's own API in place of the starter's, beginning with `\(name.type)API`.

        """
    }
}
