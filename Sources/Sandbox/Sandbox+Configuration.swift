public import FoundationEssentials
public import Logging
public import ProviderKit

extension Sandbox {
    /// What can be set about a Sandbox.
    public struct Configuration: Sendable {
        /// The loopback port; 0 takes any that is free.
        public var port = 0
        /// Where browsers reach the Sandbox; `nil` is `http://localhost` and the port.
        public var publicURL: String?
        /// The base URL of the integration that is tried out, mount path included.
        public var integrationURL = "http://localhost:8080"
        /// Other integrations, by provider id.
        public var integrationURLs: [String: String] = [:]
        /// Other providers that Connect knows, such as one that is being written. Each is a copy of Lunar Energy as far as
        /// the Sandbox goes: Lunar's customer API is its API.
        public var providers: [ProviderProfile] = []
        /// The Bearer token that `POST /api/tariff_plan` is called with; `nil` sends none.
        public var tariffPlanToken: String?
        /// FlatPeak's account id of the app.
        public var accountID = "acc_5f1d2c3b4a59687786950413"
        /// FlatPeak's API key of the app.
        public var apiKey = "sandbox-api-key"
        /// The app's name on the consent page.
        public var appName = "Nova"
        /// Whether FlatPeak keeps the `auth_metadata` that an answer of `/api/tariff_plan` brings: it may or may not.
        public var keepsRenewedAuthMetadata = true
        /// The client id that the integration has registered with Tibber.
        public var tibberClientID = "ratebridge-sandbox"
        /// Its client secret.
        public var tibberClientSecret = "sandbox-tibber-secret"
        /// Seconds that the login of a `load-<n>` customer takes.
        public var loadDelay = 2.0
        /// The same seed gives the same ids and tokens. The default is another one at each start, so that a browser's
        /// cookies of an earlier run mean nothing.
        public var seed = UInt64.random(in: .min ... .max)
        /// The time that token lifetimes and expiry dates go by.
        public var clock: @Sendable () -> Date = { Date() }
        /// The provider that the desk is about, by its name in configuration.
        public var deskProvider = EnergyProvider.lunarEnergy.slug
        /// The file that the responder's log (`LOG_FORMAT=json`) goes to, for the desk; `nil` where there is none.
        public var responderLog: String?
        /// What the desk says how to go on with, given the Sandbox's address.
        public var deskCommands: @Sendable (_ sandboxURL: String) -> [Command] = { _ in [] }
        public var logger = Logger(label: "sandbox")

        public init() {}

        /// A line to type, and what it is for.
        public struct Command: Sendable {
            let purpose: String
            let line: String

            public init(_ purpose: String, _ line: String) {
                (self.purpose, self.line) = (purpose, line)
            }
        }

        /// For recordings: a clock that stands still, always the same ids and tokens, and no log.
        public static func still(at now: Date) -> Configuration {
            var configuration = Configuration()
            configuration.seed = 4711
            configuration.clock = { now }
            configuration.logger.logLevel = .critical
            return configuration
        }

        /// The Sandbox's own providers, and the configured ones that are none of them.
        var energyProviders: [EnergyProvider] {
            let own = EnergyProvider.all
            return own
                + providers.filter { profile in !own.contains { $0.id == profile.flatPeakID } }.map(EnergyProvider.init)
        }

        var account: FlatPeakAccount { FlatPeakAccount(id: accountID, apiKey: apiKey, displayName: appName) }
    }
}
