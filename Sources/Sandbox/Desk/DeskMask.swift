import ProviderKit
import ProviderTesting

/// Bodies as the desk shows them: secrets replaced as in a recording, everywhere they occur.
///
/// Names and addresses stay: the Sandbox knows nobody but its demo customers.
struct DeskMask {
    private var redactor: Redactor

    /// Learns every secret of the calls before the first is shown.
    init(_ exchanges: [Exchange]) {
        var rules = Redaction.standard.adding(
            secretMembers: "connect_token", "fp_cot", "bearer_token", "challenge", "request")
        rules.personalMembers = []
        rules.secrets = ["password": DemoCustomer.password]
        redactor = Redactor(rules)
        for exchange in exchanges {
            redactor.learn(exchange.call)
            if let answer = exchange.answer { redactor.learn(answer) }
        }
    }

    /// A call as text; `nil` where its body is no text.
    mutating func shown(_ call: HTTPCall) -> CassetteExchange.Call? { try? redactor.redacted(call) }

    /// An answer as text; `nil` where its body is no text.
    mutating func shown(_ answer: HTTPAnswer) -> CassetteExchange.Answer? { try? redactor.redacted(answer) }
}
