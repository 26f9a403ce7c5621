import FoundationEssentials

extension KrakenAccount {
    /// The account as the schema has it.
    func object(at now: Date) -> GraphQLObject {
        let points = properties.flatMap(\.meterPoints)
        return GraphQLObject(
            "AccountType",
            [
                "id": .scalar(.string(String(number.dropFirst(2)))), "number": .scalar(.string(number)),
                "status": .scalar("ACTIVE"), "brand": .scalar("OCTOPUS_ENERGY"), "balance": .scalar(1_234),
                "properties": .list(properties.map { .object($0.object(at: now)) }),
            ]
        ).adding("electricityAgreements") { arguments in
            .list(
                points.flatMap { point in
                    point.agreements(arguments["active"] != true, excludingFuture: false, now).map {
                        .object(point.object(of: $0, at: now))
                    }
                })
        }
    }
}

extension KrakenProperty {
    fileprivate func object(at now: Date) -> GraphQLObject {
        GraphQLObject(
            "PropertyType",
            [
                "id": .scalar(.string("\(id)")), "address": .scalar(.string(address)),
                "postcode": .scalar(.string(postcode)),
                "electricityMeterPoints": .list(meterPoints.map { .object($0.object(at: now)) }),
            ])
    }
}

extension KrakenMeterPoint {
    fileprivate func object(at now: Date) -> GraphQLObject {
        GraphQLObject(
            "ElectricityMeterPointType",
            [
                "id": .scalar(.string("7\(mpan.suffix(5))")), "mpan": .scalar(.string(mpan)),
                "gspGroupId": .scalar("_J"),
            ]
        ).adding("agreements") { arguments in
            let agreements = agreements(
                arguments["includeInactive"] != false, excludingFuture: arguments["excludeFuture"] == true, now)
            return .list(agreements.map { .object(object(of: $0, at: now)) })
        }
    }

    fileprivate func agreements(_ includingInactive: Bool, excludingFuture: Bool, _ now: Date) -> [KrakenAgreement] {
        agreements.filter { agreement in
            switch agreement.term {
            case .open, .fixed: true
            case .ended, .revoked: includingInactive
            case .future: includingInactive && !excludingFuture
            }
        }
    }

    fileprivate func object(of agreement: KrakenAgreement, at now: Date) -> GraphQLObject {
        let dates = agreement.dates(inYear: Int(now.rfc3339.prefix(4)) ?? 2026)
        return GraphQLObject(
            "ElectricityAgreementType",
            [
                "id": .scalar(.integer(agreement.id)), "validFrom": .scalar(.string(dates.from)),
                "validTo": dates.to.map { .scalar(.string($0)) } ?? .null,
                "isRevoked": .scalar(.bool(agreement.term == .revoked)),
                "tariff": .object(agreement.tariff.object(at: now)),
            ]
        ).adding("meterPoint") { _ in .object(object(at: now)) }
    }
}
