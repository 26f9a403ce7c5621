import ProviderKit

/// Texts of the login form that are Lunar Energy's own. The password's label is the usual one, which needs no text.
enum LunarTexts {
    static let email = LocalText(
        "Email address of your account",
        [
            "de": "E-Mail-Adresse Ihres Kontos",
            "es": "Correo electrónico de su cuenta",
            "fr": "Adresse e-mail de votre compte",
            "it": "Indirizzo e-mail del suo account",
            "nl": "E-mailadres van uw account",
            "pl": "Adres e-mail konta",
            "sv": "E-postadressen till ditt konto",
        ])
}
