import ProviderTesting

/// What is kept of an answer to the browser: of a page its heading and its forms, of JSON all.
struct RecordedAnswer {
    let answer: CassetteExchange.Answer
    let mount: String
    let addresses: [RecordedSettings.Address]
    let setCookies: [String]

    var expectation: CassetteExchange.Answer {
        let fields = answer.headers.filter { $0.name != "content-type" }.map {
            CassetteExchange.Header(name: $0.name, value: written(Mounted.stripped($0.value, of: mount)))
        }
        let isPage = answer.headers.contains { $0.name == "content-type" && $0.value.hasPrefix("text/html") }
        return CassetteExchange.Answer(
            status: answer.status, headers: fields + cookie + (isPage ? page : []), body: isPage ? "" : answer.body)
    }

    /// An address of the provider's, as the settings in the file have it.
    private func written(_ text: String) -> String {
        guard let address = addresses.first(where: { text.hasPrefix($0.real) }) else { return text }
        return address.written + text.dropFirst(address.real.count)
    }

    private var page: [CassetteExchange.Header] {
        let page = PageReader(answer.body)
        return (page.heading.map { [.init(name: "heading", value: $0)] } ?? [])
            + page.forms.map { .init(name: "form", value: Mounted.stripped($0, of: mount)) }
    }

    private var cookie: [CassetteExchange.Header] {
        guard !setCookies.isEmpty else { return [] }
        let isDropped = setCookies.allSatisfy { $0.contains("Max-Age=0") }
        return [.init(name: "cookie", value: isDropped ? "dropped" : "kept")]
    }
}

/// Addresses in a journey are below the mount.
enum Mounted {
    /// An address without the mount. One that leads out of it shows.
    static func stripped(_ address: String, of mount: String) -> String {
        guard address.hasPrefix("/"), !mount.isEmpty else { return address }
        return address.hasPrefix(mount + "/")
            ? String(address.dropFirst(mount.count)) : "(outside the mount) " + address
    }
}
