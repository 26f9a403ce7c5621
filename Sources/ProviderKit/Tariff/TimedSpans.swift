import FoundationEssentials

/// Timed rates put in order, without overlap and without open ends, in seconds since 1970.
enum TimedSpans {
    struct Span: Hashable {
        var start: Int
        var end: Int
        let price: Price
        let isOpen: Bool
    }

    /// The rates that fill a range of instants, cut off at its ends.
    static func covering(_ range: Range<Int>, with rates: [TimedRate]) throws(TimedRatesError) -> [Span] {
        var spans: [Span] = []
        for span in try ordered(rates) where span.start < range.upperBound && span.end > range.lowerBound {
            var span = span
            span.start = max(span.start, range.lowerBound)
            span.end = min(span.end, range.upperBound)
            if let last = spans.last, last.end > span.start {
                guard last.price == span.price else {
                    throw .ratesConflict(at: Date(wholeSecondsSince1970: span.start))
                }
                span.start = last.end
            }
            if span.start < span.end { spans.append(span) }
        }
        var covered = range.lowerBound
        for span in spans {
            guard span.start <= covered else { break }
            covered = span.end
        }
        guard covered >= range.upperBound else {
            throw .ratesIncomplete(missingFrom: Date(wholeSecondsSince1970: covered))
        }
        return spans
    }

    /// In order of their starts; an open end is closed by the next start. Rates without a length are left out.
    private static func ordered(_ rates: [TimedRate]) throws(TimedRatesError) -> [Span] {
        var spans: [Span] = []
        for rate in rates {
            let start = rate.from.wholeSecondsSince1970
            let end = rate.to?.wholeSecondsSince1970 ?? Int.max
            guard start <= end else { throw .endsBeforeStart(from: rate.from) }
            if start < end { spans.append(Span(start: start, end: end, price: rate.price, isOpen: rate.to == nil)) }
        }
        spans.sort { ($0.start, $0.end) < ($1.start, $1.end) }
        var nextStart = Int.max
        for index in spans.indices.reversed() {
            if spans[index].isOpen { spans[index].end = nextStart }
            if index > 0, spans[index - 1].start < spans[index].start { nextStart = spans[index].start }
        }
        return spans
    }
}
