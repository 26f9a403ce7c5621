/// What `ratebridge new` says: what to know first, what was written, and what to do next.
struct NextSteps: Sendable {
    let name: ProviderName
    let flatPeakID: String
    var starter = Starter.loginForm
    let scaffold: Scaffold

    var before: String {
        """
        First, in FlatPeak's dashboard:
          - find \(name.display) among the providers: its id is \(flatPeakID), its name is spelt as above;
          - see that its connection is not "Direct" yet. If it is, somebody has integrated it already.

        """
    }

    var after: String {
        """
        Written:
        \(list(scaffold.created))
        Changed:
        \(list(scaffold.changed))

        \(starter == .oauth2 ? oauth2 : loginForm)

        When all of it passes: send the integration to FlatPeak (integrations@flatpeak.com) with the provider's id.
        """
    }

    private var loginForm: String {
        """
        It works as it is, against the sandbox's Lunar site:
          Tests/run \(name.type)
          swift run ratebridge sandbox     (in a second terminal)
          export \(name.instance)_API_URL=http://localhost:8090/lunar
          export TEST_CUSTOMER_USER=ada@lunar.example TEST_CUSTOMER_PASSWORD=moonlight
          swift run ratebridge test \(name.slug)

        Now make it \(name.display)'s, in Sources/\(name.type):
          1. \(name.type)API.swift: the calls, and what their answers mean.
          2. \(name.type)Tariff.swift: the tariff as the provider has it.
          3. \(name.type)Tariff+Conversion.swift: the same as FlatPeak wants it.
          4. \(name.type).swift: who is signed in, and which contract is meant.
        In Tests/\(name.type)Tests, let recording() record the real site: try await Self.suite.record().
        Then, with its address and a test customer's login exported, as above:
          \(row("swift run ratebridge test \(name.slug)", "the console test"))
          \(row("RECORD=1 swift test --filter \(name.type)", "records the cassettes anew, without the secrets"))
          \(row("Tests/run \(name.type)", "plays them back, offline"))
          \(row("PROVIDER=\(name.slug) deploy/up", "the browser test"))
        """
    }

    private var oauth2: String {
        """
        It works as it is, against the sandbox's Tibber:
          Tests/run \(name.type)
          swift run ratebridge sandbox     (in a second terminal; set the \(name.instance)_ variables that it prints)
          swift run ratebridge test \(name.slug)

        Register a client with \(name.display): its redirect URI is PUBLIC_URL with /callback behind it. For the console test
        it is http://127.0.0.1/callback with any port, or with the one that you give as --callback-port.

        Now make it \(name.display)'s, in Sources/\(name.type):
          1. \(name.type).swift: the addresses and scopes of its authorisation server, and which contract is meant.
          2. \(name.type)API.swift: the calls, and what their answers mean. Where it refuses a token, throw
             reauthorisationRequired: the call is made once more with renewed ones before the customer hears of it.
          3. \(name.type)Home.swift: what a contract is.
          4. \(name.type)Tariff.swift: the prices, and the same as FlatPeak wants them.
        In Tests/\(name.type)Tests, let recording() record the real site: try await Self.suite.record(). It asks you to sign in
        for each cassette; TEST_REDIRECT_URI is a redirect URI of the client's.
        Then, with the client's id and secret exported:
          \(row("swift run ratebridge test \(name.slug)", "the console test"))
          \(row("RECORD=1 swift test --filter \(name.type)", "records the cassettes anew, without the secrets"))
          \(row("Tests/run \(name.type)", "plays them back, offline"))
          \(row("PROVIDER=\(name.slug) deploy/up", "the browser test"))
        """
    }

    private func row(_ command: String, _ meaning: String) -> String {
        command.padded(30 + name.slug.count) + meaning
    }

    private func list(_ files: [Scaffold.File]) -> String {
        files.map { "  \($0.path)" }.joined(separator: "\n")
    }
}
