import FoundationEssentials
import ProviderKit
import TariffChart

/// What the desk's page shows at one moment.
struct DeskView {
    let world: World
    let sessions: [Timeline.Session]
    /// The place of the session that is shown; the newest where nothing else was asked for.
    let place: Int
    private let exchanges: [Exchange]

    /// Gathers what is known now; sessions are counted from 1.
    init(_ world: World, session number: Int? = nil) {
        self.world = world
        world.responderLog.update()
        exchanges = world.exchanges.exchanges.map(\.read)
        let sessions = Timeline(exchanges: exchanges, requests: world.responderLog.requests).sessions
        self.sessions = sessions
        place = max(1, min(number ?? sessions.count, sessions.count)) - 1
    }

    var session: Timeline.Session? { sessions.indices.contains(place) ? sessions[place] : nil }

    /// Where Connect has the session stand.
    var state: ConnectSession.State? { session?.token.flatMap(world.connect.session)?.state }

    /// The provider that the responder serves.
    var provider: EnergyProvider { world.providers.named(world.configuration.deskProvider) ?? .lunarEnergy }

    /// Masks what is shown, by all that the session was seen to hold.
    func mask() -> DeskMask {
        DeskMask(
            session?.rows.compactMap { row in
                guard case .exchange(let exchange) = row.event else { return nil }
                return exchange
            } ?? [])
    }

    /// FlatPeak's newest reading of the session's tariff.
    var reading: Exchange? {
        session?.rows.compactMap { row -> Exchange? in
            guard case .exchange(let exchange) = row.event, exchange.to == .responder else { return nil }
            return exchange
        }.last
    }

    /// Whether FlatPeak can read it again: it has, and what it signs in with is stored.
    var canReadAgain: Bool {
        reading?.duration != nil
            && session?.token.flatMap(world.connect.session)?.authMetadata.isEmpty == false
    }

    /// The tariff of a reading, whatever rules it breaks.
    static func tariff(of reading: Exchange) -> Tariff? {
        guard let body = reading.answer?.body, let json = try? JSONValue(json: Data(body))["tariff"]?.json() else {
            return nil
        }
        return try? JSONDecoder().decode(Tariff.self, from: json)
    }

    /// The same by the number of the reading.
    func tariff(exchange id: Int?) -> Tariff? {
        exchanges.last { $0.id == id }.flatMap(Self.tariff)
    }
}
