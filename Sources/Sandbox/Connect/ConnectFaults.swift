import Synchronization

/// A way for Connect to misbehave, on demand.
enum ConnectFault: String, Sendable, CaseIterable {
    /// No fault: takes away those that were set.
    case none
    /// 503 and an error object.
    case down
    /// Never an answer, until the caller gives up.
    case hang
    /// The right answer, late.
    case slow
    /// 200 with a web page instead of JSON.
    case html
    /// 200 with nothing.
    case empty
    /// A page object whose route nobody knows.
    case unknownRoute = "unknown_route"
    /// A page object without `data`.
    case noData = "no_data"
    /// A redirect to `javascript:`.
    case javascriptRedirect = "javascript_redirect"
    /// The right redirect, but under the older key `redirect_uri`.
    case olderRedirectKey = "redirect_uri"
    /// A page object whose route is `error`.
    case errorPage = "error_page"
    /// 200 with half a JSON object.
    case truncated
    /// 429 with `Retry-After`.
    case tooManyRequests = "error_429"
    /// 500 and an error object.
    case serverError = "error_500"
    /// The bare `{"message":"Bad credentials"}` with 403.
    case badCredentials = "bad_credentials"
    /// The connection is cut without an answer.
    case reset
}

/// The faults that wait for Connect's next calls.
final class ConnectFaults: Sendable {
    /// A fault and the calls it is meant for.
    struct Order: Sendable {
        let fault: ConnectFault
        var times: Int
        /// Only calls of this token, where set.
        let token: String?
        /// Only calls of this route, where set.
        let route: String?
        /// How late `slow` answers.
        let seconds: Double
    }

    private let orders = Mutex<[Order]>([])

    /// What is still to come.
    var all: [Order] { orders.withLock { $0 } }

    /// Adds a fault; `none` takes all away.
    ///
    /// - Throws: ``ControlFailure`` where too many are waiting.
    func set(_ order: Order) throws(ControlFailure) {
        try orders.withLock { orders throws(ControlFailure) in
            guard order.fault != .none else {
                orders = []
                return
            }
            try FaultLimit.check(waiting: orders.count)
            _ = try FaultLimit.checked(times: order.times)
            orders.append(order)
        }
    }

    /// The fault for this call, counted off; the first that was set for it.
    func next(token: String?, route: String?) -> Order? {
        orders.withLock { orders in
            let match = orders.firstIndex {
                ($0.token == nil || $0.token == token) && ($0.route == nil || $0.route == route)
            }
            guard let match else { return nil }
            orders[match].times -= 1
            let order = orders[match]
            if order.times == 0 { orders.remove(at: match) }
            return order
        }
    }

    func reset() {
        orders.withLock { $0 = [] }
    }
}
