import FoundationEssentials
import ProviderKit

/// What a machine may lack, in a chroot or a container most of all, where it would otherwise come out as late as with the
/// first customer.
enum Surroundings {
    /// A line for each thing that is missing, with its fix.
    static func faults(caFile: String?) -> [String] {
        var faults: [String] = []
        if caFile == nil, !hasAuthorities {
            faults.append("no certificate authorities in /etc/ssl/certs: install ca-certificates, or set CA_FILE")
        }
        if ZoneDatabase.system.isMissing {
            let folders = ZoneDatabase.system.folders.joined(separator: " or ")
            faults.append("no time zones in \(folders): install tzdata, or set TZDIR")
        }
        return faults
    }

    /// Where swift-nio-ssl looks: Debian's file or folder, Fedora's file.
    private static var hasAuthorities: Bool {
        let files = FileManager.default
        if files.fileExists(atPath: "/etc/pki/tls/certs/ca-bundle.crt") { return true }
        return (try? files.contentsOfDirectory(atPath: "/etc/ssl/certs"))?.isEmpty == false
    }
}
