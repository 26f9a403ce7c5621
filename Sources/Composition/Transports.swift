public import ProviderKit

/// The connections to Connect and to the provider, kept apart, and so are the threads that look their names up. They are closed
/// when nobody has them any more.
public struct Transports: Sendable {
    /// Connect answers at once: so many connections carry hundreds of steps a second, and a crowd of customers whose
    /// logins end together does not open as many more.
    private static let connectConnections = 64

    /// To Connect.
    public let connect: any HTTPTransport
    /// To the provider, which may take a minute for a login; each login in flight has a connection.
    public let provider: any HTTPTransport

    /// Opens no connection yet.
    ///
    /// - Parameters:
    ///   - configuration: `CA_FILE` and `MAX_IN_FLIGHT`.
    ///   - metrics: counts the calls; `nil` for a process of one request.
    public init(_ configuration: Configuration, metrics: Metrics? = nil) {
        let toConnect = NetworkTransport(
            caFile: configuration.caFile, maximumConnections: Self.connectConnections, isApart: true)
        let toProvider = NetworkTransport(
            caFile: configuration.caFile, maximumConnections: configuration.maximumInFlight)
        if metrics != nil {
            toConnect.prepare()
            toProvider.prepare()
        }
        connect = UpstreamTransport(toConnect, .connect, metrics)
        provider = UpstreamTransport(toProvider, .provider, metrics)
    }
}
