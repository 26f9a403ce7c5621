/// What of a call counts when it is looked for: method, path, query and body, whatever the order of members and pairs.
struct ComparableCall: Equatable {
    let method: String
    let path: String
    let query: [String]
    let body: Body

    /// A body in a form that does not depend on its writer.
    enum Body: Equatable {
        case json(JSONText)
        case form([String])
        case text(String)
    }

    init(_ call: CassetteExchange.Call) {
        method = call.method
        let parts = call.target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        path = String(parts.first ?? "")
        query = FormText(parts.dropFirst().first ?? "").sorted
        let type = call.headers.first { $0.name == "content-type" }?.value.lowercased() ?? ""
        if let json = JSONText(call.body) {
            body = .json(json.sorted)
        } else if type.hasPrefix("application/x-www-form-urlencoded") {
            body = .form(FormText(call.body).sorted)
        } else {
            body = .text(call.body)
        }
    }
}
