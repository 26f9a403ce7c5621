public import FoundationEssentials
public import ProviderKit

/// A responder, in whatever way it is reached.
public protocol ReplayTarget: Sendable {
    /// Scheme and host as the browser has them.
    var origin: URL { get }
    /// The path that the responder is mounted at; empty for the root.
    var mount: String { get }
    /// Sends a request below the mount, and reads the answer.
    func send(_ request: ReplayRequest) async throws -> HTTPAnswer
}
