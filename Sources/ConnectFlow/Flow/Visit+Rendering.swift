import HTTPTypes
import ProviderKit

extension Visit {
    /// A page around which stands what the session knows.
    @inline(never)
    func render(_ page: Page, _ connect: ConnectPage?, _ status: HTTPResponse.Status = .ok) -> FlowResponse {
        enter(.render)
        let chrome = Chrome(
            mount: request.mount.prefix, token: token?.text, language: language,
            providerName: connect?.providerName ?? flow.provider.profile.displayName, logoURL: connect?.logoURL,
            accent: connect?.accent, liveMode: connect?.isLive ?? true, accountName: connect?.accountName)
        var response = FlowResponse(
            status, SecurityHeaders.page(logoURL: connect?.logoURL), body: flow.pages.render(page, chrome))
        response.head.headerFields[.contentLanguage] = language.tag
        return response
    }

    /// The page that a session stands on.
    func currentPage(of session: Session) -> Page {
        switch session.pending?.requirement {
        case .code(let hint): return .code(hint: hint, problem: nil, attemptsLeft: nil)
        case .multipleAvailableTariffs(let choices): return .accounts(choices, problem: false)
        case .noAvailableTariffs: return .noTariffs
        case nil: break
        }
        switch session.page.step {
        case .authMetadataCapture where flow.provider.oauth2 != nil: return .signIn
        case .authMetadataCapture: return .login(fields: flow.provider.profile.loginFields, values: [:])
        case .consentCapture:
            return .consent(
                accountName: session.page.accountName, privacyURL: session.page.privacyURL,
                termsURL: session.page.termsURL)
        }
    }

    /// `303 See Other`: the browser goes on with a GET.
    func seeOther(_ location: String) -> FlowResponse {
        FlowResponse(.seeOther, [.location: location, .cacheControl: "no-store", .referrerPolicy: "same-origin"])
    }
}

extension FlowResponse {
    mutating func set(_ cookies: [String]) {
        for cookie in cookies { head.headerFields.append(HTTPField(name: .setCookie, value: cookie)) }
    }
}
