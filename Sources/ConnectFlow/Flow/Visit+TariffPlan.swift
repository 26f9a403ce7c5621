import FoundationEssentials
import HTTPTypes
import Logging
import ProviderKit

// `POST /api/tariff_plan`: FlatPeak's backend reads the tariff, with no customer near (FlatPeak protocol, section 3).

extension Visit {
    func tariffPlan() async -> FlowResponse {
        if let expected = flow.settings.tariffPlanToken {
            let sent = request.head.headerFields[.authorization] ?? ""
            guard sent.lowercased().hasPrefix("bearer "), Secret(String(sent.dropFirst(7))) == expected else {
                var response = apiError(.unauthorized, code: "unauthorised", "A valid bearer token is needed.")
                response.head.headerFields[.wwwAuthenticate] = "Bearer"
                return response
            }
        }
        guard let json = try? JSONValue(parsing: request.body), let metadata = json["auth_metadata"],
            let data = metadata["data"]?.object
        else { return apiError(.unprocessableContent, code: "invalid_request", "Invalid credentials") }
        let reference: String?
        switch metadata["reference_id"] {
        case nil, .null: reference = nil
        case .string(let text): reference = text
        // To ignore it would be to read whichever contract comes first.
        default: return apiError(.unprocessableContent, code: "invalid_request", "reference_id is no text")
        }
        return await tariffPlan(data, reference: reference)
    }

    private func tariffPlan(_ data: [String: JSONValue], reference: String?) async -> FlowResponse {
        var values: [String: Secret] = [:]
        for field in flow.provider.profile.loginFields {
            if let value = data[field.name]?.string { values[field.name] = Secret(value) }
        }
        let previous = flow.provider.grant(from: data, storedSecrets)
        var secrets = values.values + (previous?.tokens ?? [])
        var grant: AnyProvider.Grant?
        do {
            let context = providerContext(data["direction"]?.string == "EXPORT" ? .export : .import)
            enter(.providerAuthorise)
            let outcome = try await flow.provider.authorise(Credentials(values), previous: previous, in: context)
            secrets += outcome.grant.tokens
            grant = outcome.grant
            let reading = try await read(outcome, reference: reference, in: context)
            return answer(reading, renewed: renewed(data, previous, grant))
        } catch {
            let error = error.cleaned(of: secrets)
            logger.notice("no tariff", metadata: ["code": "\(error.code)", "reason": "\(error.message)"])
            // Tokens that were renewed on the way are not lost for a tariff that could not be read.
            var response = apiError(
                .badRequest, code: error.code, error.message, renewed: renewed(data, previous, grant))
            if case .rateLimited(.some(let seconds)) = error {
                response.head.headerFields[.retryAfter] = String(seconds)
            }
            return response
        }
    }

    private func read(_ outcome: AnyProvider.Outcome, reference: String?, in context: ProviderContext)
        async throws(ProviderError) -> AnyProvider.Reading
    {
        switch outcome.usableRequirement {
        case nil: break
        case .code: throw .codeRequired
        case .noAvailableTariffs: throw .noTariff
        // With a reference it is clear which contract is meant.
        case .multipleAvailableTariffs: if reference == nil { throw .selectionRequired }
        }
        enter(.providerCapture)
        return try await flow.provider.read(outcome.grant, reference: reference, in: context)
    }

    private func answer(_ reading: AnyProvider.Reading, renewed: [String: JSONValue]?) -> FlowResponse {
        enter(.tariff)
        do {
            try reading.tariff.validate(now: now)
        } catch {
            logger.error("the converted tariff breaks a rule", metadata: ["reason": "\(error)"])
            return apiError(
                .internalServerError, code: "tariff_invalid", "\(error)", type: "server_error", renewed: renewed)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let body =
            flow.settings.isTariffPlanBare
            ? try? encoder.encode(reading.tariff)
            : try? encoder.encode(
                TariffPlanAnswer(
                    tariff: reading.tariff, postalAddress: reading.postalAddress,
                    authMetadata: renewed.map { ["data": $0] }))
        guard let body else {
            return apiError(
                .internalServerError, code: "internal", "The tariff cannot be written.", type: "server_error")
        }
        return FlowResponse(.ok, SecurityHeaders.json, body: Array(body))
    }

    /// An error object (FlatPeak protocol, section 3), perhaps with FlatPeak's stored data renewed.
    func apiError(
        _ status: HTTPResponse.Status, code: String, _ message: String, type: String = "api_error",
        renewed: [String: JSONValue]? = nil
    ) -> FlowResponse {
        var object: [String: JSONValue] = [
            "object": "error", "type": .string(type), "code": .string(code), "message": .string(message),
        ]
        if let renewed { object["auth_metadata"] = ["data": .object(renewed)] }
        return FlowResponse(status, SecurityHeaders.json, body: JSONValue.object(object).serialised())
    }
}

private struct TariffPlanAnswer: Encodable {
    let tariff: Tariff
    let postalAddress: PostalAddress?
    let authMetadata: [String: [String: JSONValue]]?

    enum CodingKeys: String, CodingKey {
        case tariff
        case postalAddress = "postal_address"
        case authMetadata = "auth_metadata"
    }
}
