public import HTTPTypes

/// One request to the flow, whatever transport it came by.
public struct FlowRequest: Sendable {
    /// Method and header fields. The path in it is not looked at: see ``route``.
    public var head: HTTPRequest
    /// The whole body.
    public var body: [UInt8]
    /// Where we are mounted.
    public var mount: Mount
    /// The path below the mount, decoded: `/page`.
    public var route: String
    /// The query without its `?`, as it came.
    public var query: String
    /// Names this request in logs and on error pages.
    public var id: String

    /// Describes a request; see the properties.
    public init(
        head: HTTPRequest, body: [UInt8] = [], mount: Mount = .root, route: String, query: String = "", id: String
    ) {
        self.head = head
        self.body = body
        self.mount = mount
        self.route = route
        self.query = query
        self.id = id
    }
}

/// One answer of the flow.
public struct FlowResponse: Sendable {
    /// Status and header fields.
    public var head: HTTPResponse
    /// The whole body.
    public var body: [UInt8]

    /// Describes an answer; see the properties.
    public init(_ status: HTTPResponse.Status, _ fields: HTTPFields = [:], body: [UInt8] = []) {
        head = HTTPResponse(status: status, headerFields: fields)
        self.body = body
    }
}
