import Foundation
import HTTPTypes
import ProviderKit

@testable import LunarEnergy

/// Tariffs as Lunar Energy's API has them.
enum LunarSamples {
    static func tariff(
        _ prices: String, unit: String = "p/kWh", zone: String = "Europe/London", direction: String = "import",
        ends: String? = nil
    ) throws -> LunarTariff {
        let end = ends.map { #", "ends": "\#($0)""# } ?? ""
        let contract = """
            {"id": "LE-1", "address": {"lines": ["1 Moon Row", "Hove"], "postcode": "BN3 1AA"},
             "direction": "\(direction)", "status": "active"\(end)}
            """
        let sheet = #"{"name": "Lunar Sample", "timezone": "\#(zone)", "unit": "\#(unit)", "prices": [\#(prices)]}"#
        return LunarTariff(
            contract: try JSONDecoder().decode(LunarContract.self, from: Data(contract.utf8)),
            prices: try JSONDecoder().decode(LunarPrices.self, from: Data(sheet.utf8)))
    }

    static func line(
        _ price: String, from: String = "00:00", to: String = "00:00", days: String = "all", upTo kWh: Int? = nil
    ) -> String {
        let bound = kWh.map { #", "up_to_kwh": \#($0)"# } ?? ""
        return #"{"days": "\#(days)", "from": "\#(from)", "to": "\#(to)", "price": "\#(price)"\#(bound)}"#
    }

    static let flat = line("24.393")
    static let dayNight = [
        line("24.39255", to: "00:30"), line("7.00035", from: "00:30", to: "07:30"), line("24.39255", from: "07:30"),
    ].joined(separator: ",")
    static let tiers = [line("19.95", upTo: 8), line("24.3", upTo: 20), line("29.77125")].joined(separator: ",")
    static let weekend = [
        line("22.1445", to: "16:00", days: "weekday"), line("35.7", from: "16:00", days: "weekday"),
        line("18.06", days: "weekend"),
    ].joined(separator: ",")
}

/// Lunar Energy's site with fixed answers by method and path, or by method, path and `Authorization`.
struct LunarSite: HTTPTransport {
    var answers: [String: (status: Int, body: String)] = [:]

    func send(_ call: HTTPCall, deadline: ContinuousClock.Instant) async throws(HTTPFailure) -> HTTPAnswer {
        let place = "\(call.method.rawValue) \(call.url.path)"
        let token = call.headerFields[.authorization] ?? ""
        let answer = answers["\(place) \(token)"] ?? answers[place] ?? (404, "{}")
        return HTTPAnswer(status: .init(code: answer.status), body: Array(answer.body.utf8))
    }

    /// The surroundings of a call.
    func context(_ direction: Tariff.Direction = .import) -> ProviderContext {
        ProviderContext(http: HTTPSession(self, deadline: .now + .seconds(10)), direction: direction)
    }
}
