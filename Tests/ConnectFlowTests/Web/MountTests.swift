import Testing

@testable import ConnectFlow

@Suite struct `Finding mount and route` {
    private func locate(_ script: String, _ info: String?, public path: String? = nil) -> String {
        let found = Mount.locate(publicPath: path, scriptName: script, pathInfo: info)
        return "\(found.mount.prefix) \(found.route)"
    }

    struct `without PUBLIC_URL` {
        private func locate(_ script: String, _ info: String?) -> String {
            `Finding mount and route`().locate(script, info)
        }

        @Test func `nginx's stock parameters put the whole path into SCRIPT_NAME`() {
            #expect(locate("/auth_metadata_capture", nil) == " /auth_metadata_capture")
        }

        @Test func `the site's root without PATH_INFO`() { #expect(locate("/", nil) == " /") }

        @Test func `a script's PATH_INFO is the route`() {
            #expect(locate("/cgi-bin/rb", "/page") == "/cgi-bin/rb /page")
        }

        @Test func `a script's empty PATH_INFO is its root`() {
            #expect(locate("/connect/lunar", "") == "/connect/lunar /")
        }

        @Test func `an empty PATH_INFO behind one of our routes is nginx at the root`() {
            #expect(locate("/consent_capture", "") == " /consent_capture")
        }

        @Test func `an empty SCRIPT_NAME with PATH_INFO is the root`() { #expect(locate("", "/page") == " /page") }

        @Test func `slashes that follow each other are one`() {
            #expect(locate("//connect//lunar/", "//page/") == "/connect/lunar /page")
        }

        @Test func `a path that looks like a host stays a path`() {
            #expect(locate("//evil.example", "/page") == "/evil.example /page")
        }

        @Test func `a backslash cannot become a slash`() {
            #expect(locate("/\\evil.example", "/") == "/%5Cevil.example /")
        }

        @Test func `line ends in a path are encoded`() {
            #expect(locate("/a\r\nSet-Cookie: x=1", "/") == "/a%0D%0ASet-Cookie%3A%20x%3D1 /")
        }

        @Test func `markup in a path is encoded`() { #expect(locate("/\"><script>", "/") == "/%22%3E%3Cscript%3E /") }

        @Test func `letters beyond ASCII are encoded`() { #expect(locate("/café", "/page") == "/caf%C3%A9 /page") }

        @Test func `a slash with an accent is no slash`() {
            #expect(locate("/a/\u{301}b", "/") == "/a/%CC%81b /")
        }

        @Test(arguments: ["/..", "/a/../b", "/."])
        func `segments that point upwards are no mount`(script: String) {
            #expect(Route(path: Mount.locate(publicPath: nil, scriptName: script, pathInfo: "").route) == nil)
        }

        @Test func `an unknown path is found nowhere`() { #expect(locate("/unknown", nil) == " /unknown") }
    }

    struct `with PUBLIC_URL` {
        private func locate(_ script: String, _ info: String?, _ path: String = "/connect/lunar") -> String {
            `Finding mount and route`().locate(script, info, public: path)
        }

        @Test func `the prefix in SCRIPT_NAME`() {
            #expect(locate("/connect/lunar/page", nil) == "/connect/lunar /page")
        }

        @Test func `the prefix split over both`() {
            #expect(locate("/connect", "/lunar/page") == "/connect/lunar /page")
        }

        @Test func `the prefix alone`() { #expect(locate("/connect/lunar", nil) == "/connect/lunar /") }

        @Test func `the prefix alone with an empty PATH_INFO`() {
            #expect(locate("/connect/lunar", "") == "/connect/lunar /")
        }

        @Test func `a prefix that the server took away`() { #expect(locate("/page", nil) == "/connect/lunar /page") }

        @Test func `a prefix that the server took away, with an empty PATH_INFO`() {
            #expect(locate("/page", "") == "/connect/lunar /page")
        }

        @Test func `a script's name in place of the prefix`() {
            #expect(locate("/cgi-bin/rb", "/page") == "/connect/lunar /page")
        }

        @Test func `a script's name in place of the prefix, at its root`() {
            #expect(locate("/cgi-bin/rb", "") == "/connect/lunar /")
        }

        @Test func `a script's name behind a site's root`() { #expect(locate("/rb.fcgi", "/page", "/") == " /page") }

        @Test func `a script's name behind a site's root, with a deep route`() {
            #expect(locate("/rb.fcgi", "/api/tariff_plan", "") == " /api/tariff_plan")
        }

        @Test func `a script inside the prefix, at its root`() {
            #expect(locate("/connect/lunar/rb.fcgi", "/") == "/connect/lunar /")
        }

        @Test func `an unknown path below the prefix stays unknown`() {
            #expect(locate("/connect/lunar/unknown", "") == "/connect/lunar /unknown")
        }

        @Test func `a path that only begins like the prefix is not below it`() {
            #expect(Route(path: Mount.locate(publicPath: "/a", scriptName: "/ab/page", pathInfo: nil).route) == nil)
        }

        @Test func `whatever the server says, the mount is PUBLIC_URL's`() {
            #expect(locate("//evil.example", "/page") == "/connect/lunar /page")
        }
    }

    @Test func `the cookie path of the root is a slash`() { #expect(Mount.root.cookiePath == "/") }

    @Test func `addresses carry the token`() throws {
        let token = try #require(ConnectToken("cot_12345678"))
        #expect(Mount(path: "/x").path("/page", token: token) == "/x/page?fp_cot=cot_12345678")
    }
}

@Suite struct `Routes` {
    @Test(arguments: [
        ("/", Route.start), ("/page", .page), ("/action", .action), ("/auth_metadata_capture", .authMetadataCapture),
        ("/extra_auth_metadata_capture", .extraAuthMetadataCapture), ("/consent_capture", .consentCapture),
        ("/api/tariff_plan", .tariffPlan), ("/assets/a.css", .asset("a.css")),
    ])
    func `each path has its route`(path: String, route: Route) { #expect(Route(path: path) == route) }

    @Test(arguments: ["", "page", "/Page", "/page/", "/api", "/assets", "/../page", "/page%2F"])
    func `nothing else is one`(path: String) { #expect(Route(path: path) == nil) }

    @Test func `JSON may be larger than a form`() {
        #expect(Route.tariffPlan.bodyLimit == 1_048_576)
        #expect(Route.authMetadataCapture.bodyLimit == 65_536)
    }
}
