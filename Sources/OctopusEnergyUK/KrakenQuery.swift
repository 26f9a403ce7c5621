/// The GraphQL documents, with nothing in them that is not used: each field is one that a schema change could take away.
enum KrakenQuery {
    static let login = """
        mutation Login($input: ObtainJSONWebTokenInput!) {
          obtainKrakenToken(input: $input) { token }
        }
        """

    static let accounts = """
        query Accounts {
          viewer { accounts { number } }
        }
        """

    /// `isExport` is asked of each type: the interface does not have it, because gas tariffs do not.
    static let agreements = """
        query Agreements($accountNumber: String!) {
          account(accountNumber: $accountNumber) {
            properties {
              address
              electricityMeterPoints {
                mpan
                agreements {
                  validFrom
                  validTo
                  isRevoked
                  tariff {
                    __typename
                    ... on TariffType { displayName }
                    ... on StandardTariff { isExport unitRate }
                    ... on PrepayTariff { isExport unitRate }
                    ... on DayNightTariff { isExport dayRate nightRate }
                    ... on ThreeRateTariff { isExport dayRate nightRate offPeakRate }
                    ... on FourRateEvTariff { isExport dayRate nightRate evDevicePeakRate evDeviceOffPeakRate }
                    ... on HalfHourlyTariff { isExport unitRates { value validFrom validTo } }
                  }
                }
              }
            }
          }
        }
        """
}
