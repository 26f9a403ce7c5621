import Foundation
import NIOCore
import Synchronization

@testable import Sandbox

enum Samples {
    static let tariff = """
        {"object":"tariff","display_name":"Lunar <Night>","direction":"IMPORT","connection_type":"DIRECT",\
        "integration_instance":"LUNAR_ENERGY","timezone":"Europe/London","provider_tariff_reference":"LE-1001",\
        "data":[{"months":["All"],"days_and_hours":[{"days":["All"],"hours":[\
        {"valid_from":"00:00:00","valid_to":"07:30:00","rate":[{"value":0.0700035}]},\
        {"valid_from":"07:30:00","valid_to":"00:00:00","rate":[{"value":0.2439255}]}]}]}]}
        """

    static let tariffAnswer = "{\"tariff\":\(tariff)}"
    /// The same with a hole from 07:30 to 08:00.
    static let tariffWithGap = tariffAnswer.replacingOccurrences(
        of: "{\"valid_from\":\"07:30:00\"", with: "{\"valid_from\":\"08:00:00\"")
}

extension TariffPlanCall {
    /// An integration that always answers the same.
    static func answering(_ body: String, status: Int = 200) -> TariffPlanCall {
        TariffPlanCall { _, _, _ in Answer(status: status, body: Data(body.utf8)) }
    }

    /// An integration that keeps what it was asked.
    static func recording(_ calls: Calls, answer: String = Samples.tariffAnswer) -> TariffPlanCall {
        TariffPlanCall { url, body, bearer in
            calls.add(Calls.Call(url: url, body: (try? JSONValue(json: body)) ?? .null, bearer: bearer))
            return Answer(status: 200, body: Data(answer.utf8))
        }
    }
}

/// The calls that an integration got.
final class Calls: Sendable {
    struct Call: Sendable {
        let url: String
        let body: JSONValue
        let bearer: String?
    }

    private let list = Mutex<[Call]>([])

    func add(_ call: Call) { list.withLock { $0.append(call) } }
    var all: [Call] { list.withLock { $0 } }
}
