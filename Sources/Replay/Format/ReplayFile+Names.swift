import ProviderTesting

extension ReplayFile {
    /// The names that need a stand-in: those that stand first in what comes from outside.
    var givenNames: [String] {
        var made: Set<String> = []
        var given: [String] = []
        func isNew(_ name: String) -> Bool { !made.contains(name) && !given.contains(name) }
        func give(_ text: String) { given += Placeholder.names(in: text).filter(isNew) }
        func make(_ text: String) { made.formUnion(Placeholder.names(in: text).filter(isNew)) }
        for setting in settings { give(setting.value) }
        for step in steps {
            give(step.request.lines.joined(separator: "\n"))
            for exchange in step.exchanges {
                make(exchange.call.lines.joined(separator: "\n"))
                give(exchange.answer.lines.joined(separator: "\n"))
            }
            make(step.answer.lines.joined(separator: "\n"))
        }
        return given.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
