public import ProviderKit

/// The connections to Connect and to the provider, kept apart.
public struct Transports: Sendable {
    /// Connect answers at once: so many connections carry hundreds of steps a second, and a crowd of customers whose
    /// logins end together does not open as many more.
    private static let connectConnections = 64

    /// To Connect.
    public let connect: NetworkTransport
    /// To the provider, which may take a minute for a login; each login in flight has a connection.
    public let provider: NetworkTransport

    /// Opens no connection yet.
    public init(_ configuration: Configuration) {
        connect = NetworkTransport(caFile: configuration.caFile, maximumConnections: Self.connectConnections)
        provider = NetworkTransport(
            caFile: configuration.caFile, maximumConnections: configuration.maximumInFlight)
    }

    /// Closes every connection.
    public func shutdown() async {
        await connect.shutdown()
        await provider.shutdown()
    }
}
