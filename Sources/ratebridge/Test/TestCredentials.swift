import ProviderKit

/// The test customer's login: from the environment, or asked for.
struct TestCredentials: Sendable {
    let profile: ProviderProfile
    let environment: EnvironmentVariables

    /// The variable of a field: the guide's two names for the login and the password, `TEST_CUSTOMER_` and the field's
    /// name for any other.
    static func variable(for field: LoginField, of profile: ProviderProfile) -> String {
        if field.name == profile.loginFields.first(where: { $0.kind == .password })?.name {
            return "TEST_CUSTOMER_PASSWORD"
        }
        if field.name == profile.loginFields.first(where: { $0.kind != .password })?.name {
            return "TEST_CUSTOMER_USER"
        }
        return "TEST_CUSTOMER_" + String(field.name.uppercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
    }

    /// Every field of the login form, asking for what is not set where somebody can answer.
    ///
    /// - Throws: ``ConfigurationFault`` that names every missing variable.
    func read(asking prompt: Prompt) throws -> Credentials {
        var values: [String: Secret] = [:]
        var missing: [String] = []
        for field in profile.loginFields {
            let variable = Self.variable(for: field, of: profile)
            if let value = environment[variable] {
                values[field.name] = Secret(value)
            } else if prompt.isAnswered {
                values[field.name] = try ask(field, variable, prompt)
            } else if field.isRequired {
                missing.append(variable)
            }
        }
        guard missing.isEmpty else {
            throw ConfigurationFault(
                variable: missing.joined(separator: ", "),
                problem: missing.count == 1 ? "is not set" : "are not set",
                fix:
                    "set the test customer's login in the environment or in .env, or run this in a terminal to be asked"
            )
        }
        return Credentials(values)
    }

    private func ask(_ field: LoginField, _ variable: String, _ prompt: Prompt) throws -> Secret {
        let question = "\(field.label?.standard ?? field.name) of the test customer (\(variable))"
        return field.kind == .password ? try prompt.askSecretly(question) : Secret(try prompt.ask(question))
    }
}
