/// Why a time zone could not be had.
public enum ZoneError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The text cannot be the name of a zone, for example because it tries to leave the database's folder.
    case invalidName(String)
    /// No zone of that name is in any of the folders.
    case unknown(name: String, searched: [String])
    /// The zone's file is not what RFC 8536 says; `reason` names the part.
    case malformed(name: String, reason: String)

    public var description: String {
        switch self {
        case .invalidName(let name):
            "'\(name)' is not the name of a time zone (fix: write one from the tz database, such as Europe/London)"
        case .unknown(let name, let searched):
            "the time zone '\(name)' is not in \(searched.joined(separator: " or ")) (fix: check the spelling, install "
                + "the tzdata package, or set TZDIR to the folder of the tz database)"
        case .malformed(let name, let reason):
            "the file of the time zone '\(name)' is damaged: \(reason) (fix: install the tzdata package again)"
        }
    }
}
