/// Looks for secrets in a text, in every encoding that a cassette is searched for.
struct SecretSearch {
    private let scan: SecretScan

    init(_ secrets: [String]) {
        var names = SecretNames()
        // Shorter ones stand in many a text by chance.
        for secret in secrets where secret.utf8.count >= 4 { names.register(secret, as: "secret") }
        scan = SecretScan(names)
    }

    func finds(in text: String) -> Bool { scan.redacted(text) != text }
}
