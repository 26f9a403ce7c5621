package import Composition
public import FoundationEssentials
import Logging
import ProviderKit

extension ReplayPlayer {
    /// Scheme and host of a responder that no web server stands before.
    public static let origin = URL(string: "https://connect.example") ?? URL(filePath: "/")

    /// A responder in this process, with the file's settings and clock, and its calls answered from the file.
    ///
    /// - Throws: `Configuration.Faults` for settings that it cannot work with.
    public func responder(mount: String, parameters: ServerParameters) throws -> ResponderTarget {
        ResponderTarget(try flowResponder(), origin: Self.origin, mount: mount, parameters: parameters)
    }

    /// The responder itself, for a socket of one's own.
    package func flowResponder() throws -> FlowResponder {
        let configuration = try Configuration(EnvironmentVariables(environment))
        let upstream = upstream
        return try FlowResponder(
            configuration, connect: upstream, provider: upstream,
            logger: Logger(label: "replay") { _ in SwiftLogNoOpLogHandler() }, now: { upstream.now })
    }
}
