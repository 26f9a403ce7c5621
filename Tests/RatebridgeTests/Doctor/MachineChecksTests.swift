import FastCGI
import Foundation
import HTTPTypes
import ProviderKit
import Testing

@testable import ratebridge

@Suite struct MachineChecksTests {
    @Test func noTimeZonesIsAFault() {
        let check = TimeZonesCheck(database: ZoneDatabase(folders: ["/no/such/folder"]))
        #expect(check.findings().map(\.state) == [.fault])
    }

    @Test func fewerDescriptorsThanRequestsTakeIsAWarning() async {
        let findings = await ProcessCheck(maximumInFlight: 1_000_000_000, socket: nil).findings()
        #expect(findings.map(\.state) == [.warning] && findings[0].fix?.contains("LimitNOFILE=2000000064") == true)
        #expect(await ProcessCheck(maximumInFlight: 8, socket: nil).findings().map(\.state) == [.ok])
    }

    @Test(arguments: [
        (TimeInterval(0), true, Finding.State.ok), (90, true, .warning), (-90, true, .warning), (4000, true, .fault),
        (-4000, false, .fault), (0, false, .warning),
    ])
    func theClockIsHeldAgainstConnects(ahead: TimeInterval, isSynchronised: Bool, state: Finding.State) {
        #expect(ClockReading(ahead: ahead, isSynchronised: isSynchronised).finding?.state == state)
    }

    @Test func aDateFieldIsRead() {
        let date = ConnectCheck<Site>.date("Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(date == Date(timeIntervalSince1970: 784_111_777))
    }

    @Test func aNameThatNobodyKnowsIsAFault() async throws {
        let url = try #require(URL(string: "https://connect.invalid"))
        let findings = await ConnectCheck(url: url, transport: Site()).findings()
        #expect(findings.map(\.check) == ["DNS"] && findings[0].seen.contains("connect.invalid"))
    }

    @Test func anUnreachableConnectIsAFault() async throws {
        let url = try #require(URL(string: "http://127.0.0.1:9"))
        let transport = NetworkTransport()
        let findings = await ConnectCheck(url: url, transport: transport).findings()
        await transport.shutdown()
        #expect(findings.map(\.state) == [.fault] && findings[0].check == "Connect")
    }
}

@Suite struct SocketCheckTests {
    private let folder: ScratchFolder

    init() throws { folder = try ScratchFolder() }

    private func findings(_ path: String, user: String? = "root") async -> [Finding] {
        await SocketCheck(address: .unix(path: path), user: user).findings()
    }

    @Test func aMissingSocketIsAFault() async {
        #expect(
            await findings("\(folder.path)/none.sock").map(\.seen) == ["there is no socket at \(folder.path)/none.sock"]
        )
    }

    @Test func aFileInItsPlaceIsAFault() async throws {
        let file = try folder.file("fcgi.sock")
        #expect(await findings(file)[0].seen == "\(file) is no socket")
    }

    @Test func aSocketThatNobodyListensAtIsAFault() async throws {
        let path = "\(folder.path)/stale.sock"
        close(try listener(path))
        #expect(await findings(path)[0].seen.contains("left over from a process that was killed"))
    }

    @Test func somebodyWhoSaysNothingIsAFault() async throws {
        let path = "\(folder.path)/silent.sock"
        let descriptor = try listener(path)
        defer { close(descriptor) }
        #expect(await findings(path)[0].seen.contains("answers no FastCGI"))
    }

    @Test func anAccountThatMayNotWriteIsNamed() throws {
        let path = try folder.file("fcgi.sock", mode: 0o600)
        chmod(folder.path, 0o755)
        let nobody = try #require(Account("nobody"))
        #expect(SocketCheck.obstacle(path, for: nobody)?.seen.hasPrefix("may not write to") == true)
        chmod(path, 0o666)
        #expect(SocketCheck.obstacle(path, for: nobody) == nil)
    }

    @Test func aFolderOnTheWayThatMayNotBeEnteredIsNamed() throws {
        let path = try folder.file("fcgi.sock", mode: 0o666)
        chmod(folder.path, 0o700)
        let seen = SocketCheck.obstacle(path, for: try #require(Account("nobody")))?.seen
        #expect(seen?.hasPrefix("may not enter \(folder.path)") == true)
    }

    private func listener(_ path: String) throws -> Int32 {
        // A program that another test starts meanwhile must not keep it open.
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(result == 0 && listen(descriptor, 8) == 0)
        return descriptor
    }
}
