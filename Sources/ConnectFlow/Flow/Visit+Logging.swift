import HTTPTypes
import Logging
import Synchronization

extension Visit {
    /// Begins a step of the timeline.
    func enter(_ step: FlowStep) { timeline.withLock { $0.enter(step) } }

    /// The line that the access log has for every request, the slow log's where it took long, and the report.
    @inline(never)
    func finish(_ route: Route?, _ response: FlowResponse) {
        let (duration, timeline) = timeline.withLock { ($0.finish(), $0) }
        report(route, response, duration)
        if flow.settings.isAccessLogOn {
            logger.info(
                "request",
                metadata: fields(
                    route, response,
                    [
                        "ms": "\(duration.milliseconds)", "upstream_ms": "\(timeline.upstream.milliseconds)",
                        "bytes": "\(response.body.count)",
                    ]))
        }
        if let limit = flow.settings.slowLog, duration > limit {
            logger.warning(
                "slow request",
                metadata: fields(
                    route, response, ["ms": "\(duration.milliseconds)", "steps": "\(timeline.description)"]))
        }
    }

    /// The same for a request that was turned away before it came here.
    func finish(refused response: FlowResponse) {
        report(route, response, timeline.withLock { $0.finish() })
        logger.notice("refused", metadata: fields(route, response))
    }

    private func report(_ route: Route?, _ response: FlowResponse, _ duration: Duration) {
        flow.observer?(FlowReport(route: route, status: response.head.status, duration: duration))
    }

    private func fields(_ route: Route?, _ response: FlowResponse, _ more: Logger.Metadata = [:]) -> Logger.Metadata {
        more.merging([
            "method": "\(request.head.method.rawValue)", "route": "\(route?.name ?? "unknown")",
            "status": "\(response.head.status.code)",
        ]) { $1 }
    }
}
