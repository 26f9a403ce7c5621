import FoundationEssentials
import HTTPTypes
import ProviderKit
import ProviderTesting

/// A line of the timeline: who called whom, for what, and what came of it.
struct DeskLine {
    let id: String
    let from: Exchange.Party
    let to: Exchange.Party
    let title: String
    /// `nil` while it is waited for; 0 where no answer came.
    let status: Int?
    let duration: TimeInterval?
    var notes: [String] = []
    /// The provider's own name.
    var provider = Exchange.Party.provider.name
    /// HTML.
    let details: String

    /// - Parameters:
    ///   - isNested: Whether it was made for a request of the browser or of FlatPeak.
    ///   - request: That request, where another line stands between.
    ///   - after: Since the session's begin.
    /// - Returns: The line, with what is behind it.
    func html(isNested: Bool, for request: String?, after: TimeInterval) -> String {
        let origin = request.map { "<span class=\"note plain\">for \(HTML.escape($0))</span>" }
        let shownNotes = [origin].compactMap(\.self) + notes.map { "<span class=\"note\">\(HTML.escape($0))</span>" }
        let (low, high) = (min(from.rawValue, to.rawValue), max(from.rawValue, to.rawValue))
        let direction = from.rawValue < to.rawValue ? "right" : "left"
        return """
            <li\(isNested ? " class=\"nested\"" : "")><details id="\(HTML.escape(id))"><summary>\
            <span class="after">\(Self.seconds(after))</span>\
            <span class="lanes" aria-hidden="true"><i class="s\(low) e\(high) \(direction) \(look)"></i></span>\
            <span class="what"><span class="who">\(name(from)) → \(name(to))</span> \
            <b>\(HTML.escape(title))</b>\(shownNotes.joined())</span>\
            <span class="end"><span class="status \(look)">\(statusText)</span> \
            <span class="ms">\(duration.map(Self.milliseconds) ?? "")</span></span>\
            </summary><div class="details">\(details)</div></details></li>
            """
    }

    private func name(_ party: Exchange.Party) -> String {
        HTML.escape(party == .provider ? provider : party.name)
    }

    private var statusText: String {
        guard let status else { return "waiting" }
        return status == 0 ? "no answer" : "\(status)"
    }

    /// A class of the stylesheet; the text says it too.
    private var look: String {
        switch status {
        case nil: "pending"
        case .some(100..<400): "fine"
        case .some(400..<500): "refused"
        default: "bad"
        }
    }

    /// `+1.204`.
    static func seconds(_ interval: TimeInterval) -> String {
        let milliseconds = max(0, Int((interval * 1000).rounded()))
        let rest = "\(milliseconds % 1000)"
        return "+\(milliseconds / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }

    static func milliseconds(_ interval: TimeInterval) -> String {
        "\(max(0, Int((interval * 1000).rounded()))) ms"
    }
}

extension DeskLine {
    /// The leg that only the responder's log tells of.
    init(_ request: LoggedRequest) {
        let facts: KeyValuePairs = [
            "request id": request.id, "whole": Self.milliseconds(request.duration),
            "of it upstream": Self.milliseconds(request.upstream), "answer": "\(request.bytes) bytes",
            "token's hash": request.fingerprint ?? "none",
        ]
        let rows = facts.map { "<div><dt>\($0)</dt><dd>\(HTML.escape($1))</dd></div>" }
        self.init(
            id: "r-\(request.id)", from: .browser, to: .responder, title: "\(request.method) \(request.route)",
            status: request.status, duration: request.duration, notes: request.notes,
            details:
                "<dl>\(rows.joined())</dl><p class=\"muted\">From the responder's log, which holds no form and no page.</p>"
        )
    }

    init(_ exchange: Exchange, provider: String, _ mask: inout DeskMask) {
        let call = mask.shown(exchange.call).map { call in
            Self.text("\(call.method) \(call.target)", call.headers, call.body)
        }
        let answer = exchange.answer.map { answer in
            if let omitted = exchange.omitted {
                return Self.text("\(answer.status.code)", [], ExchangeLog.note(omitted))
            }
            return mask.shown(answer).map { Self.text("\($0.status)", $0.headers, $0.body) } ?? "This is no text."
        }
        let status: Int? =
            switch exchange.end {
            case .waiting: nil
            case .unanswered: 0
            case .answered(let answer): answer.statusCode
            }
        self.init(
            id: "e-\(exchange.id)", from: exchange.from, to: exchange.to, title: exchange.title, status: status,
            duration: exchange.duration,
            notes: exchange.fault.map { ["asked to fail: it \(DeskPage.label(of: $0))"] } ?? [], provider: provider,
            details: Self.body("Call", call ?? "This is no text.") + Self.body("Answer", answer ?? "None."))
    }

    private static func text(_ first: String, _ headers: [CassetteExchange.Header], _ body: String) -> String {
        let head = ([first] + headers.map { "\($0.name): \($0.value)" }).joined(separator: "\n")
        return body.isEmpty ? head : "\(head)\n\n\(body)"
    }

    private static func body(_ label: String, _ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { Self.shortened($0) }
        let masked = Placeholder.replace(in: HTML.escape(lines.joined(separator: "\n"))) { name in
            "<span class=\"mask\">\(name)</span>"
        }
        return """
            <figure><figcaption>\(label)</figcaption>\
            <pre tabindex="0" role="group" aria-label="\(label)">\(masked)</pre></figure>
            """
    }

    /// Sealed texts are long, and say nothing.
    private static func shortened(_ line: Substring) -> String {
        line.utf8.count <= 160 ? String(line) : "\(line.prefix(120))… (\(line.utf8.count) bytes)"
    }
}
