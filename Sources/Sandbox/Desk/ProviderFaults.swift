import HTTPTypes
import Hummingbird
import HummingbirdCore
import Synchronization

/// A way for a provider's site to misbehave, on demand.
enum ProviderFault: String, Sendable, CaseIterable {
    /// 503 and a JSON object.
    case down
    /// The right answer, three seconds late.
    case slow
    /// Never an answer, until the caller gives up.
    case hang
    /// 200 with a web page instead of JSON.
    case html
    /// 429 with `Retry-After`.
    case tooManyRequests = "error_429"
    /// The connection is cut without an answer.
    case reset

    /// What comes instead of the site's answer; `nil` where that one is to come after all.
    func response(_ context: SandboxContext) async throws -> Response? {
        switch self {
        case .down: return try .json(["error": "service_unavailable"], status: .serviceUnavailable)
        case .slow:
            try await Task.sleep(for: .seconds(3))
            return nil
        case .hang: return try await context.neverAnswered()
        case .html: return .html("<!DOCTYPE html><title>Maintenance</title><h1>We'll be back soon</h1>")
        case .tooManyRequests:
            return try .json(
                ["error": "too_many_requests"], status: .tooManyRequests, headers: [.retryAfter: "30"])
        case .reset: return await context.cut()
        }
    }
}

/// The faults that wait for the provider's next calls.
final class ProviderFaults: Sendable {
    /// A fault, and how many calls in a row it is for.
    struct Order: Sendable, Equatable {
        let fault: ProviderFault
        var times: Int
    }

    private let orders = Mutex<[Order]>([])

    /// The faults in the order in which they come.
    var all: [Order] { orders.withLock { $0 } }

    /// Adds a fault behind those that wait.
    ///
    /// - Throws: ``ControlFailure`` where too many are waiting.
    func set(_ fault: ProviderFault, times: Int) throws(ControlFailure) {
        let times = try FaultLimit.checked(times: times)
        try orders.withLock { orders throws(ControlFailure) in
            if let last = orders.last, last.fault == fault {
                orders[orders.count - 1].times = try FaultLimit.checked(times: last.times + times)
            } else {
                try FaultLimit.check(waiting: orders.count)
                orders.append(Order(fault: fault, times: times))
            }
        }
    }

    /// The fault for this call.
    func next() -> ProviderFault? {
        orders.withLock { orders in
            guard let first = orders.first else { return nil }
            if first.times > 1 { orders[0].times -= 1 } else { orders.removeFirst() }
            return first.fault
        }
    }

    func reset() {
        orders.withLock { $0 = [] }
    }
}
