import Synchronization

/// What a server has done since it started, for whoever watches it.
public struct ServerCounters: Hashable, Sendable {
    /// Connections that were accepted.
    public var accepted = 0
    /// Requests that are being worked on.
    public var inFlight = 0
    /// The most that ever were.
    public var peakInFlight = 0
    /// How many may be (``Limits/inFlight``, or what was set since).
    public var maximumInFlight = 0
    /// Requests that were refused, by ``Refusal``: as many as may be in flight were.
    public var busy = 0
    /// Head or body larger than is taken.
    public var tooLarge = 0
    /// Incomplete, or no FastCGI at all.
    public var malformed = 0
    /// Not there in time.
    public var timedOut = 0

    /// Nothing yet.
    public init() {}
}

/// The same while it is being counted.
final class Tally: Sendable {
    let accepted = Atomic(0)
    let peak = Atomic(0)
    let busy = Atomic(0)
    let tooLarge = Atomic(0)
    let malformed = Atomic(0)
    let timedOut = Atomic(0)

    func count(_ refusal: Refusal) {
        switch refusal {
        case .busy: busy.add(1, ordering: .relaxed)
        case .headTooLarge, .bodyTooLarge: tooLarge.add(1, ordering: .relaxed)
        case .readTimeout: timedOut.add(1, ordering: .relaxed)
        case .malformed: malformed.add(1, ordering: .relaxed)
        }
    }

    /// Most of the time a look is enough.
    func reach(_ inFlight: Int) {
        if inFlight > peak.load(ordering: .relaxed) { peak.max(inFlight, ordering: .relaxed) }
    }
}

extension Server {
    /// The counters as they are now.
    public var counters: ServerCounters {
        var counters = ServerCounters()
        counters.accepted = tally.accepted.load(ordering: .relaxed)
        counters.inFlight = inFlight
        counters.peakInFlight = tally.peak.load(ordering: .relaxed)
        counters.maximumInFlight = maximumInFlight
        counters.busy = tally.busy.load(ordering: .relaxed)
        counters.tooLarge = tally.tooLarge.load(ordering: .relaxed)
        counters.malformed = tally.malformed.load(ordering: .relaxed)
        counters.timedOut = tally.timedOut.load(ordering: .relaxed)
        return counters
    }
}
