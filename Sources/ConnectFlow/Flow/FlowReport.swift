public import HTTPTypes

/// What is known of a request once it is answered, for whoever counts.
public struct FlowReport: Sendable {
    /// `nil` for a path that is none of ours.
    public let route: Route?
    /// The answer's status.
    public let status: HTTPResponse.Status
    /// From its arrival at the flow to its answer.
    public let duration: Duration
}
