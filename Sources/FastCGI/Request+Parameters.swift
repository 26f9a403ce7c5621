extension Request {
    /// The request that a web server's parameters make, for a replay without a socket; `nil` without a usable method.
    package init?(parameters: [(name: String, value: String)], body: [UInt8]) {
        var reader = ParameterReader(headLimit: Limits().headBytes)
        for (name, value) in parameters { "\(name)=\(value)".withCString { reader.read($0) } }
        guard var request = reader.request() else { return nil }
        request.body = body
        self = request
    }
}
