import Foundation
import Testing

@testable import ratebridge

@Suite struct DeployTests {
    private func files(
        _ kind: Deployment.Kind, mount: String = "/", module: Deployment.Module = .proxy, provider: String? = nil
    ) throws -> [String: String] {
        let place = try DeploymentPlace(mount: mount, socket: "/run/own/x.sock", host: "energy.example.org")
        let files = try Deployment(kind: kind, place: place, module: module, provider: provider).files()
        return Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.text) })
    }

    @Test func everyShippedFileIsInside() throws {
        let deploy = Run.repository.appending(path: "deploy")
        for (path, text) in shippedFiles {
            #expect(try text == String(contentsOf: deploy.appending(path: path), encoding: .utf8))
        }
        #expect(shippedFiles.count > 20)
    }

    @Test(arguments: Deployment.Kind.allCases, ["/", "/energy"]) func noExampleIsLeft(
        kind: Deployment.Kind, mount: String
    ) throws {
        let texts = try files(kind, mount: mount, provider: "tibber").filter { $0.key != "README.md" }.values
        let lines = texts.joined(separator: "\n").split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(!lines.contains { $0.contains("example.com") || $0.contains("/connect/lunar") })
    }

    @Test func theMountIsInEveryPlace() throws {
        let text = try #require(files(.nginx, mount: "/energy/")["ratebridge/sub-path.conf"])
        #expect(text.contains("location = /energy {") && text.contains("location ^~ /energy/ {"))
        #expect(text.contains("fastcgi_split_path_info ^(/energy)"))
    }

    @Test func onlyTheModuleThatWasAskedForIsThere() throws {
        let files = try files(.apache, module: .fcgid)
        #expect(files["ratebridge/own-host.conf"]?.contains("Include ratebridge/fcgid.conf") == true)
        #expect(files["ratebridge/proxy-fcgi.conf"] == nil && files["ratebridge/ratebridge.cgi"] != nil)
    }

    @Test(arguments: [("/", "../"), ("/energy", "../../"), ("/energy/lunar", "../../../")])
    func theSettingsOfSharedHostingAreBesideTheWebFolder(mount: String, up: String) throws {
        let script = try files(.sharedHosting, mount: mount)["web/ratebridge.cgi"]
        #expect(script?.contains("\nfolder=\(up)ratebridge\n") == true)
    }

    @Test func theProviderIsNamed() throws {
        #expect(try files(.systemd, provider: "tibber")["ratebridge.service"]?.contains("PROVIDER=tibber\n") == true)
    }

    @Test(arguments: [
        ["--mount", "connect"], ["--mount", "/a b"], ["--mount", "/../x"], ["--mount", "/a;b"], ["--mount", "//x"],
        ["--host", "connect example"], ["--host", "https://x"], ["--host", "x;y"], ["--socket", "fcgi.sock"],
        ["--socket", "/run/a b"], ["--provider", "moon"], ["--module", "cgi"],
    ])
    func whatNoServerCouldReadIsRefused(arguments: [String]) async throws {
        let run = try await Run(["deploy", "apache"] + arguments)
        #expect(run.code == 2 && run.output == "" && run.errors.hasPrefix("Error: "))
    }

    @Test func nothingIsOverwritten() async throws {
        let folder = try ScratchFolder()
        let first = try await Run("deploy", "systemd", "--out", folder.path)
        #expect(first.code == 0 && first.errors.contains("Next, in \(folder.path):\n"))
        let run = try await Run("deploy", "systemd", "--out", folder.path)
        #expect(run.code == 1 && run.errors.contains("is there already"))
    }

    @Test func aFileWhereAFolderBelongsIsNamed() async throws {
        let folder = try ScratchFolder()
        try Data().write(to: URL(filePath: "\(folder.path)/ratebridge"))
        for out in [folder.path, "\(folder.path)/ratebridge"] {
            let run = try await Run("deploy", "nginx", "--out", out)
            #expect(run.code == 1 && run.errors.contains("\(folder.path)/ratebridge is a file"), "\(run.errors)")
        }
    }

    @Test(arguments: [("fcgid", true), ("cgid", true), ("proxy_fcgi", false)])
    func whereApacheStartsTheResponderItIsSaidWhereThatGoes(module: String, isSaid: Bool) async throws {
        let run = try await Run("deploy", "apache", "--module", module)
        #expect(run.errors.contains("/usr/local/lib/ratebridge/ratebridge.cgi") == isSaid)
    }

    @Test func whatComesNextIsSaid() async throws {
        let run = try await Run("deploy", "nginx", "--mount", "/energy")
        #expect(run.output.hasPrefix("### ratebridge/") && run.errors.contains("nginx -t"))
    }
}
