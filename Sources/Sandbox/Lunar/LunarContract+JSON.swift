import FoundationEssentials

extension LunarContract {
    /// The contract as `GET /api/contracts` lists it.
    func json(at now: Date) -> JSONValue {
        let term = term(at: now)
        return .members([
            "id": .string(id),
            "address": ["lines": .array(address.map(JSONValue.string)), "postcode": .string(postcode)],
            "direction": .string(direction.rawValue), "status": .string(status.rawValue),
            "starts": .string(term.starts), "ends": .optional(term.ends),
        ])
    }

    /// The contract's prices as `GET /api/contracts/{id}/tariff` gives them.
    var tariffJSON: JSONValue {
        [
            "contract_id": .string(id), "name": .string(tariff.name), "currency": "GBP", "timezone": "Europe/London",
            "unit": "p/kWh", "prices": .array(tariff.lines.map(\.json)),
        ]
    }
}

extension LunarTariff.Line {
    var json: JSONValue {
        .members([
            "days": .string(days.rawValue), "from": .string(from), "to": .string(to), "price": .string(price),
            "up_to_kwh": upToKWh.map { JSONValue.integer($0) },
        ])
    }
}
