import FoundationEssentials
import ProviderKit

extension TibberCustomer {
    /// The viewer as the schema has it.
    func object(at now: Date) -> GraphQLObject {
        let name = account.email.prefix { $0 != "@" }
        let homes = homes
        return GraphQLObject(
            "Viewer",
            [
                "login": .scalar(.string(account.email)), "userId": .scalar(.string("user-\(name)")),
                "name": .scalar(.string(name.capitalized)), "accountType": .list([.scalar("tibber")]),
                "homes": .list(homes.map { .object($0.object(at: now)) }),
            ]
        ).adding("home") { arguments throws(GraphQLError) in
            guard let home = homes.first(where: { $0.id == arguments["id"]?.string }) else {
                throw GraphQLError("No home with this id", type: "APPLICATION", code: "HOME_NOT_FOUND")
            }
            return .object(home.object(at: now))
        }
    }
}

extension TibberHome {
    fileprivate func object(at now: Date) -> GraphQLObject {
        GraphQLObject(
            "Home",
            [
                "id": .scalar(.string(id)), "timeZone": .scalar(.string(timeZone)),
                "appNickname": nickname.map { .scalar(.string($0)) } ?? .null,
                "address": .object(
                    GraphQLObject(
                        "Address",
                        [
                            "address1": .scalar(.string(street)), "postalCode": .scalar(.string(postalCode)),
                            "city": .scalar(.string(city)), "country": .scalar(.string(country)),
                        ])),
                "currentSubscription": prices.map { .object(subscription($0, at: now)) } ?? .null,
            ])
    }

    private func subscription(_ prices: TibberPrices, at now: Date) -> GraphQLObject {
        guard let zone = try? ZoneDatabase.system.zone(timeZone) else { return GraphQLObject("Subscription", [:]) }
        let slots = prices.known(at: now, in: zone)
        let current = slots.last { $0.start <= now }
        let priceInfo = GraphQLObject(
            "PriceInfo", ["current": current.map { .object(price($0, zone)) } ?? .null]
        ).adding("range") { arguments in
            var range = slots
            if let first = arguments["first"]?.number?.wholeNumber { range = Array(range.prefix(first)) }
            if let last = arguments["last"]?.number?.wholeNumber { range = Array(range.suffix(last)) }
            let nodes = range.map { GraphQLValue.object(price($0, zone)) }
            return .object(GraphQLObject("SubscriptionPriceConnection", ["nodes": .list(nodes)]))
        }
        return GraphQLObject(
            "Subscription",
            [
                "id": .scalar(.string("sub-\(id.suffix(4))")), "status": .scalar("running"),
                "priceInfo": .object(priceInfo),
            ])
    }

    private func price(_ slot: TibberPrices.Slot, _ zone: Zone) -> GraphQLObject {
        let total = Decimal(slot.total) / 10_000
        return GraphQLObject(
            "Price",
            [
                "total": .scalar(.number(total)), "startsAt": .scalar(.string(slot.start.tibber(in: zone))),
                "currency": .scalar(.string(currency)), "level": .scalar(slot.total < 8_000 ? "CHEAP" : "NORMAL"),
            ])
    }
}
