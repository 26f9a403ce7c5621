import FoundationEssentials
public import ProviderKit

/// What a machine may lack, in a chroot or a container most of all, where it would otherwise come out as late as with the
/// first customer.
public enum Surroundings {
    /// What is missing, by the variable that can name another place.
    public static func faults(caFile: String?) -> [ConfigurationFault] {
        var faults: [ConfigurationFault] = []
        if caFile == nil, !hasAuthorities {
            faults.append(
                ConfigurationFault(
                    variable: "CA_FILE", problem: "no certificate authorities in /etc/ssl/certs",
                    fix: "install ca-certificates, or set CA_FILE"))
        }
        if ZoneDatabase.system.isMissing {
            let folders = ZoneDatabase.system.folders.joined(separator: " or ")
            faults.append(
                ConfigurationFault(
                    variable: "TZDIR", problem: "no time zones in \(folders)", fix: "install tzdata, or set TZDIR"))
        }
        return faults
    }

    /// How many descriptors so many requests at once take: each has the web server's connection and the provider's.
    public static func descriptors(inFlight: Int) -> Int { 2 * inFlight + 64 }

    /// Where swift-nio-ssl looks: Debian's file or folder, Fedora's file.
    private static var hasAuthorities: Bool {
        let files = FileManager.default
        if files.fileExists(atPath: "/etc/pki/tls/certs/ca-bundle.crt") { return true }
        return (try? files.contentsOfDirectory(atPath: "/etc/ssl/certs"))?.isEmpty == false
    }
}
