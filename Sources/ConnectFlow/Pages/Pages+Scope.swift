import ProviderKit

/// What each page's template is given.
extension Pages {
    typealias Scope = TemplateScope<PageKey>

    func scope(_ page: Page, _ chrome: Chrome) -> Scope {
        var scope = scope(chrome)
        scope.set(.title, locales.phrase(.title(page.template)))
        switch page {
        case .login(let fields, let values):
            scope.set(.fields, .list(fields.map { self.scope($0, value: values[$0.name], chrome.language) }))
        case .signIn, .failedLogin, .noTariffs:
            break
        case .consent(let accountName, let privacyURL, let termsURL):
            add(consent: accountName, privacyURL, termsURL, to: &scope)
        case .code(let hint, let problem, let attemptsLeft):
            scope.set(.hint, .text(hint?.unbroken ?? ""))
            if let problem { scope.set(.problem, locales.phrase(.code(problem))) }
            if let attemptsLeft { scope.set(.attempts, .text(String(attemptsLeft))) }
        case .accounts(let accounts, let problem):
            scope.set(.accounts, .list(accounts.map(self.scope)))
            scope.set(.isProblem, .flag(problem))
        case .problem(let problem):
            add(problem, chrome, to: &scope)
        }
        return scope
    }

    private func scope(_ chrome: Chrome) -> Scope {
        [
            .lang: .text(chrome.language.tag),
            .dir: .text(chrome.language.isRightToLeft ? "rtl" : "ltr"),
            .mount: .text(Self.mount(chrome.mount)),
            .query: .text(Self.query(chrome.token)),
            .token: .text(chrome.token ?? ""),
            .stylesheet: .text(assets.address(of: "style.css")),
            .script: .text(assets.address(of: "page.js")),
            .accent: .text(chrome.accent.flatMap(Accent.digits(of:)) ?? ""),
            .provider: name(chrome.providerName, or: .unknownProvider),
            .account: name(chrome.accountName, or: .unknownAccount),
            .logo: .text(PrintableURL.check(chrome.logoURL) ?? ""),
            .isTest: .flag(!chrome.liveMode),
        ]
    }

    private func name(_ name: String?, or unknown: PageText) -> TemplateValue<PageKey> {
        if let name, !name.isEmpty { .text(name) } else { locales.phrase(unknown) }
    }

    private func scope(_ field: LoginField, value: String?, _ language: Language) -> Scope {
        let isPassword = field.kind == .password
        let types: (type: String, inputMode: String) =
            switch field.kind {
            case .text: ("text", "")
            case .email: ("email", "email")
            case .password: ("password", "")
            case .number: ("text", "numeric")
            }
        return [
            .name: .text(field.name),
            .label: field.label.map { .text($0.text(in: language.tag)) } ?? locales.phrase(.field(field.kind)),
            .type: .text(types.type),
            .inputMode: .text(types.inputMode),
            .autocomplete: .text(field.autocomplete),
            .value: .text(isPassword ? "" : value ?? ""),
            .hint: .text(field.hint?.text(in: language.tag) ?? ""),
            .isRequired: .flag(field.isRequired),
            .isPassword: .flag(isPassword),
        ]
    }

    private func scope(_ account: AccountChoice) -> Scope {
        let address = AddressLines(account.name)
        return [
            .id: .text(account.id), .name: .text(address.first), .place: .text(address.rest),
            .description: .text(account.description ?? ""),
        ]
    }

    private func add(consent accountName: String, _ privacyURL: String?, _ termsURL: String?, to scope: inout Scope) {
        let links = (privacy: PrintableURL.check(privacyURL), terms: PrintableURL.check(termsURL))
        scope.set(.account, name(accountName, or: .unknownAccount))
        scope.set(.privacyURL, .text(links.privacy ?? ""))
        scope.set(.termsURL, .text(links.terms ?? ""))
        scope.set(.hasLinks, .flag(links.privacy != nil || links.terms != nil))
    }

    private func add(_ problem: Problem, _ chrome: Chrome, to scope: inout Scope) {
        let hasToken = chrome.token?.isEmpty == false
        scope.set(.title, locales.phrase(.problemTitle(problem.kind)))
        scope.set(.lead, locales.phrase(.problemLead(problem.kind)))
        scope.set(.message, .text(problem.message ?? ""))
        scope.set(.reference, .text(problem.reference))
        scope.set(.canRetry, .flag(problem.canRetry && hasToken))
        scope.set(.closeRoute, .text(hasToken ? problem.closeRoute ?? "" : ""))
    }

    /// A mount that is not a plain path would turn our links into links to another host: it is left out.
    static func mount(_ path: String) -> String {
        guard path.hasPrefix("/"), !path.hasPrefix("//"),
            path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
        else { return "" }
        return path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    /// `?fp_cot=…`, or nothing without a token. A token that is not of the usual form is percent-encoded.
    static func query(_ token: String?) -> String {
        guard let token, !token.isEmpty else { return "" }
        if token.utf8.allSatisfy(isUnreserved) { return "?fp_cot=" + token }
        var encoded = "?fp_cot="
        for byte in token.utf8 {
            if isUnreserved(byte) {
                encoded.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                encoded += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            }
        }
        return encoded
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
