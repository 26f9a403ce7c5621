import Foundation
import Testing

@testable import ratebridge

@Suite struct FileChecksTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    @Test(arguments: [(mode_t(0o644), Finding.State.fault), (0o660, .warning), (0o600, .ok), (0o400, .ok)])
    func theModeOfTheSettingsDecides(mode: mode_t, state: Finding.State) throws {
        let file = try folder.file(".env", mode: mode)
        #expect(EnvFileCheck(path: file, webRoots: []).findings().map(\.state) == [state])
    }

    @Test func aGroupOfOthersThatReadsTheSettingsIsAWarning() throws {
        let file = try folder.file(".env", mode: 0o640)
        guard chown(file, .max, 100) == 0 else { return }  // For root alone.
        #expect(EnvFileCheck(path: file, webRoots: []).findings().map(\.state) == [.warning])
    }

    @Test func settingsInsideTheServersRootAreAFault() throws {
        let file = try folder.file("site/private/.env")
        let findings = EnvFileCheck(path: file, webRoots: ["\(folder.path)/site"]).findings()
        #expect(findings.map(\.state) == [.fault] && findings[0].seen.contains("\(folder.path)/site,"))
    }

    @Test func settingsInPublicHTMLAreAFault() throws {
        let file = try folder.file("public_html/connect/.env")
        #expect(EnvFileCheck(path: file, webRoots: []).findings()[0].seen.contains("/public_html, which"))
    }

    @Test func aFolderBesideTheServersRootIsFine() throws {
        let file = try folder.file("site-private/.env")
        #expect(EnvFileCheck(path: file, webRoots: ["\(folder.path)/site"]).findings().map(\.state) == [.ok])
    }

    @Test func aStateFolderThatOthersSeeIsAWarning() {
        chmod(folder.path, 0o755)
        #expect(StateFolderCheck(path: folder.path).findings().map(\.state) == [.warning])
        chmod(folder.path, 0o700)
        #expect(StateFolderCheck(path: folder.path).findings().map(\.state) == [.ok])
    }

    @Test func aCAFileWithoutCertificatesIsAFault() throws {
        let file = try folder.file("ca.pem", "nothing of the kind")
        let findings = CertificatesCheck(caFile: file, now: Date()).findings()
        #expect(findings.map(\.seen) == ["\(file) holds no certificate"])
    }

    @Test func aCAFileOfExpiredCertificatesIsAFault() throws {
        let file = try folder.file("ca.pem", certificate)
        let end = try #require(CertificateFile(certificate).ends.first)
        #expect(end == Date(timeIntervalSince1970: 1_827_117_740))
        #expect(CertificatesCheck(caFile: file, now: end + 1).findings().map(\.state) == [.fault])
        #expect(CertificatesCheck(caFile: file, now: end - 1).findings().map(\.state) == [.ok])
    }

    private let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBdjCCARugAwIBAgIUV7md/n7EYP1w0dSaI7vFtAW2NNEwCgYIKoZIzj0EAwIw
        EDEOMAwGA1UEAwwFVGVzdHMwHhcNMjYxMTI1MDQ0MjIwWhcNMjcxMTI1MDQ0MjIw
        WjAQMQ4wDAYDVQQDDAVUZXN0czBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABPl5
        D1ATgNi06Mk+2CyCIk+WO2FN6NSAYPIiffgDlzH5rYwiHE5YhZqrBLFzOmpGvmG3
        BV/K4FYnl70XvOAZGvejUzBRMB0GA1UdDgQWBBSNjqv3VrltGc9msaFii+FARz2g
        yzAfBgNVHSMEGDAWgBSNjqv3VrltGc9msaFii+FARz2gyzAPBgNVHRMBAf8EBTAD
        AQH/MAoGCCqGSM49BAMCA0kAMEYCIQCcEzpjaMHZikDO7ksLWloAy4/wCSlCCP60
        nVnXEiqsRgIhAOAicN4zV7HEO38PZul7dMAWeC1Kzr6RgdkubL3fYP2H
        -----END CERTIFICATE-----
        """
}
