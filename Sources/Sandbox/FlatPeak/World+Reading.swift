extension World {
    /// Starts FlatPeak's reading of the tariff of a session.
    ///
    /// - Parameters:
    ///   - session: A session whose customer has given consent.
    ///   - referenceID: The contract to read, where one has been read before.
    /// - Returns: The reading under way.
    @discardableResult
    func startReading(_ session: ConnectSession, referenceID: String? = nil) -> Task<TariffRead, Never> {
        let base = session.provider.map(integrationURL) ?? configuration.integrationURL
        let token = session.token
        let keepsRenewed = configuration.keepsRenewedAuthMetadata
        return reads.start(
            TariffReads.Job(
                connectToken: token, providerID: session.provider?.id,
                url: WebAddress.joining(base, "/api/tariff_plan"), bearer: configuration.tariffPlanToken,
                authMetadata: session.authMetadata, referenceID: referenceID)
        ) { [connect] renewed in
            if keepsRenewed { connect.keep(authMetadata: renewed, token: token) }
        }
    }
}
