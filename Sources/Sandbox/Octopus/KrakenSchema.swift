/// Kraken's schema, as far as it goes here: the types around an account's electricity, with their real names.
enum KrakenSchema {
    /// Parsed once; a mistake in it would be the answer to every request.
    static let parsed = Result { () throws(GraphQLError) in try GraphQLSchema(text) }

    private static let text = """
        scalar DateTime

        type Query {
          viewer: AccountUserType
          account(accountNumber: String!): AccountType
        }

        type Mutation {
          obtainKrakenToken(input: ObtainJSONWebTokenInput!): ObtainKrakenJSONWebToken
        }

        input ObtainJSONWebTokenInput {
          APIKey: String
          email: String
          password: String
          refreshToken: String
        }

        type ObtainKrakenJSONWebToken {
          token: String!
          refreshToken: String
          refreshExpiresIn: Int
        }

        type AccountUserType {
          id: ID!
          email: String!
          givenName: String
          familyName: String
          preferredName: String
          accounts: [AccountInterface]
        }

        interface AccountInterface {
          number: String
        }

        type AccountType implements AccountInterface {
          id: ID
          number: String
          status: String
          brand: String
          balance: Int!
          properties(activeFrom: DateTime): [PropertyType]
          electricityAgreements(active: Boolean): [ElectricityAgreementType]
        }

        type PropertyType {
          id: ID!
          address: String
          postcode: String
          electricityMeterPoints: [ElectricityMeterPointType]
        }

        type ElectricityMeterPointType {
          id: ID!
          mpan: String!
          gspGroupId: String
          agreements(includeInactive: Boolean, excludeFuture: Boolean): [ElectricityAgreementType]
        }

        type ElectricityAgreementType {
          id: Int!
          validFrom: DateTime!
          validTo: DateTime
          isRevoked: Boolean
          meterPoint: ElectricityMeterPointType!
          tariff: ElectricityTariffType
        }

        interface TariffType {
          \(tariff)
        }

        union ElectricityTariffType = StandardTariff | DayNightTariff | ThreeRateTariff | FourRateEvTariff
          | HalfHourlyTariff | PrepayTariff | CappedTariff

        type StandardTariff implements TariffType {
          \(common)
          unitRate: Float
          preVatUnitRate: Float
        }

        type PrepayTariff implements TariffType {
          \(common)
          unitRate: Float
          preVatUnitRate: Float
        }

        type CappedTariff implements TariffType {
          \(common)
        }

        type DayNightTariff implements TariffType {
          \(common)
          dayRate: Float
          preVatDayRate: Float
          nightRate: Float
          preVatNightRate: Float
        }

        type ThreeRateTariff implements TariffType {
          \(common)
          dayRate: Float
          preVatDayRate: Float
          nightRate: Float
          preVatNightRate: Float
          offPeakRate: Float
          preVatOffPeakRate: Float
        }

        type FourRateEvTariff implements TariffType {
          \(common)
          dayRate: Float
          preVatDayRate: Float
          nightRate: Float
          preVatNightRate: Float
          evDevicePeakRate: Float
          preVatEvDevicePeakRate: Float
          evDeviceOffPeakRate: Float
          preVatEvDeviceOffPeakRate: Float
        }

        type HalfHourlyTariff implements TariffType {
          \(common)
          unitRates: [UnitRate]
        }

        type UnitRate {
          value: Float
          preVatValue: Float
          validFrom: DateTime
          validTo: DateTime
        }
        """

    private static let common = tariff + "\n  isExport: Boolean"

    private static let tariff = """
        id: ID
          displayName: String
          fullName: String
          description: String
          productCode: String
          tariffCode: String
          standingCharge: Float
          preVatStandingCharge: Float
        """
}
