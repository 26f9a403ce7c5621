public import ProviderTesting

extension Redaction {
    /// What is replaced in a journey: the standard's, and what the browser and Connect add.
    public static let replay: Redaction = {
        var rules = Redaction.standard.adding(
            secretMembers: "fp_cot", "connect_token", "lineage", "expires_at", "renewal_email",
            "renewal_password")
        rules = rules.adding(personalMembers: "login", "account_number", "customer_id", "home_id")
        rules.answerHeaders.remove("set-cookie")
        return rules
    }()

    /// The fields of the browser's requests that are kept. Cookies are the browser's own business.
    static let browserHeaders: Set<String> = [
        "accept-language", "authorization", "content-type", "purpose", "sec-fetch-mode", "sec-fetch-site",
        "sec-purpose",
    ]
}
