import FastCGI
import Foundation
import Testing

@testable import ratebridge

@Suite struct ServerConfigurationTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    private func findings(_ text: String, timeout: Duration = .seconds(50)) throws -> [Finding] {
        let server = try ServerConfiguration(path: folder.file("server.conf", text))
        return ServerConfigurationCheck(server: server, upstreamTimeout: timeout).findings()
    }

    private func nginx(_ inside: String) -> String {
        "user www-data; http { upstream ratebridge { server unix:/run/x.sock; } server { root /srv/site; "
            + "client_max_body_size 2m; location / { fastcgi_pass ratebridge; \(inside) } } }"
    }

    @Test func aReadTimeoutBelowOursIsAFault() throws {
        let findings = try findings(nginx("fastcgi_read_timeout 30s;"))
        #expect(findings.map(\.check) == ["time-outs"] && findings[0].fix?.contains("to 60 s") == true)
    }

    @Test func theDefaultReadTimeoutIsHeldAgainstOurs() throws {
        #expect(try findings(nginx(""), timeout: .seconds(90)).map(\.check) == ["time-outs"])
        #expect(try findings(nginx("")).map(\.state) == [.ok])
    }

    @Test func aHeadBufferBelowOurHeadersIsAFault() throws {
        #expect(try findings(nginx("fastcgi_buffer_size 1k;")).map(\.check) == ["buffers"])
    }

    @Test func aBodyLimitBelowOursIsAWarning() throws {
        #expect(try findings(nginx("client_max_body_size 64k;")).map(\.state) == [.warning])
    }

    @Test func othersLimitsAreTheirs() throws {
        let php = "location /php { fastcgi_pass unix:/run/php.sock; fastcgi_read_timeout 5; }"
        #expect(try findings(nginx("").replacing("root /srv/site;", with: php)).map(\.state) == [.ok])
    }

    @Test func aFileWithoutFastCGIIsAFault() throws {
        #expect(try findings("http { server { listen 80; } }").map(\.state) == [.fault])
    }

    @Test func nginxNamesItsUserItsRootAndTheSocket() throws {
        let server = try ServerConfiguration(path: folder.file("server.conf", nginx("")))
        #expect(server.user == "www-data" && server.roots == ["/srv/site"])
        #expect(server.socket == .unix(path: "/run/x.sock"))
    }

    @Test func includedFilesAreRead() throws {
        _ = try folder.file("ratebridge/pass.conf", "fastcgi_pass ratebridge; fastcgi_read_timeout 10;")
        #expect(try findings("http { server { location / { include ratebridge/*.conf; } } }")[0].check == "time-outs")
    }

    @Test(arguments: [
        ("ProxyPassMatch ^/(.*)$ \"unix:/run/x.sock|fcgi://ratebridge\" timeout=20", "timeout= of proxypassmatch"),
        ("Timeout 20\nProxyPass / fcgi://ratebridge/", "ProxyTimeout"), ("SetHandler fcgid-script", "FcgidIOTimeout"),
        ("SetHandler cgi-script\nCGIDScriptTimeout 20s", "CGIDScriptTimeout"),
    ])
    func apachesTimeoutsAreRead(lines: String, name: String) throws {
        let findings = try findings("ServerRoot /etc/apache2\nFcgidMaxRequestLen 2097152\n\(lines)\n")
        #expect(findings.map(\.check) == ["time-outs"] && findings[0].seen.hasPrefix(name))
    }

    @Test func lighttpdsTimeoutIsRead() throws {
        let text =
            "server.modules = ()\nfastcgi.server = ( \"/\" => (( \"socket\" => \"/x\", \"read-timeout\" => 9 )) )"
        #expect(try findings(text).map(\.check) == ["time-outs"])
    }

    @Test(arguments: ["nginx/root.conf", "apache/own-host.conf", "lighttpd/root.conf"])
    func whatIsShippedIsFine(file: String) throws {
        let copy = "\(folder.path)/ratebridge"
        try FileManager.default.copyItem(
            at: Run.repository.appending(path: "deploy/\(file)").deletingLastPathComponent(), to: URL(filePath: copy))
        let server = try ServerConfiguration(path: "\(copy)/\(URL(filePath: file).lastPathComponent)")
        let findings = ServerConfigurationCheck(server: server, upstreamTimeout: .seconds(50)).findings()
        #expect(findings.map(\.state) == [.ok])
    }
}
