import Glibc

/// What a server takes on; each has a named ``Refusal``.
public struct Limits: Sendable {
    /// Bytes of request target and header fields. Web servers stop at 8 to 32 KB themselves.
    public var headBytes = 32 * 1024
    /// Requests being worked on at once, a task each.
    public var inFlight = 8192
    /// How long one request may take to arrive.
    public var readTimeout: Duration = .seconds(15)
    /// How long the web server may take to accept an answer.
    public var writeTimeout: Duration = .seconds(15)
    /// How long a drain waits for requests in flight.
    public var drainTimeout: Duration = .seconds(60)
    /// Threads that read requests, and run the application up to where it first waits: as many as there are processors.
    public var readers = max(2, sysconf(Int32(_SC_NPROCESSORS_ONLN)))

    /// The defaults.
    public init() {}
}
