import FastCGIClient
import Foundation
import HTTPTypes
import Logging
import Testing

@testable import FastCGI

extension Serving {
    @Suite struct Listening {
        private let path = Folder.fresh() + "/s"

        private func listen() throws(ListenError) -> ListeningSocket { try ListeningSocket(.unix(path: path)) }

        @Test(arguments: [mode_t(0), 0o022, 0o077, 0o777])
        func aUnixSocketHasMode660(umask mask: mode_t) throws {
            let before = umask(mask)
            defer { umask(before) }
            let socket = try listen()
            defer { socket.close() }
            #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o660)
        }

        @Test func aLiveSocketIsRefused() throws {
            let first = try listen()
            defer { first.close() }
            #expect(throws: ListenError.alreadyServed(path)) { try listen() }
            #expect(throws: Never.self) { try Client(unix: path) }
        }

        @Test func aStaleSocketIsReplaced() throws {
            try listen().close()
            let second = try listen()
            defer { second.close() }
            #expect(throws: Never.self) { try Client(unix: path) }
        }

        @Test func aFileThatIsNoSocketIsLeftAlone() throws {
            try Data("precious".utf8).write(to: URL(filePath: path))
            #expect(throws: ListenError.notASocket(path)) { try listen() }
            #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
        }

        @Test func aSocketOfAnotherKindIsLeftAlone() throws {
            let other = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
            defer { Glibc.close(other) }
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
            let bound = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    bind(other, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
            try #require(bound == 0)
            #expect(throws: ListenError.self) { try listen() }
            #expect(FileManager.default.fileExists(atPath: path))
        }

        @Test func twoThatStartAtOnceDoNotBothListen() async throws {
            try listen().close()
            let path = path
            let starts = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<8 {
                    group.addTask { try await onThread { (try? ListeningSocket(.unix(path: path))) != nil } }
                }
                return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(starts == 1)
        }

        @Test func whoFoundThePathBeforeItWentIsRefused() throws {
            let socket = try listen()
            defer { socket.close() }
            // A second name stands for a web server that is just about to connect.
            try FileManager.default.linkItem(atPath: path, toPath: "\(path)2")
            socket.stopNewcomers()
            #expect(throws: Client.Failure.self) { try Client(unix: "\(path)2") }
        }

        @Test func aPathOf107BytesIsTaken() throws {
            let folder = Folder.fresh()
            let path = folder + "/" + String(repeating: "p", count: 106 - folder.utf8.count)
            let socket = try ListeningSocket(.unix(path: path))
            socket.close()
        }

        @Test func aPathOf108BytesIsRefused() {
            let path = "/tmp/" + String(repeating: "p", count: 103)
            #expect(throws: ListenError.pathTooLong(path)) { try ListeningSocket(.unix(path: path)) }
        }

        @Test func aFolderThatIsNotThereIsNamed() {
            #expect(throws: ListenError.system(call: "open", address: "/tmp/nowhere-at-all", errno: ENOENT)) {
                try ListeningSocket(.unix(path: "/tmp/nowhere-at-all/s"))
            }
        }

        @Test func aThousandMayStandInTheQueue() throws {
            let socket = try listen()
            defer { socket.close() }
            let clients = try (0..<1000).map { _ in try Client(unix: path) }
            #expect(clients.count == 1000)
        }

        @Test(arguments: [ListenAddress.tcp(host: "127.0.0.1", port: 0), .tcp(host: "localhost", port: 0)])
        func overTCPRequestsAreAnswered(address: ListenAddress) async throws {
            let socket = try ListeningSocket(address)
            let port = try socket.boundPort()
            let server = try Server(socket: socket, application: TestServer.Application(), logger: .silent)
            async let unanswered = server.run()
            // A large answer goes out in several writes.
            #expect(try await Client(port: port).ask(.post(.init(repeating: 1, count: 50_000))).status == 200)
            server.drain()
            #expect(try await unanswered == 0)
        }

        @Test func overTCPNothingWaitsForAcknowledgements() throws {
            let socket = try ListeningSocket(.tcp(host: "127.0.0.1", port: 0))
            defer { socket.close() }
            let client = try Client(port: try socket.boundPort())
            var ready = pollfd(fd: socket.descriptor, events: Int16(POLLIN), revents: 0)
            #expect(poll(&ready, 1, 5_000) == 1)
            let accepted = accept(socket.descriptor, nil, nil)
            defer { Glibc.close(accepted) }
            var (value, size) = (Int32(0), socklen_t(4))
            getsockopt(accepted, Int32(IPPROTO_TCP), TCP_NODELAY, &value, &size)
            #expect(value != 0 && client.descriptor >= 0)
        }

        @Test(.enabled(if: hasIPv6)) func anIPv6AddressIsListenedAt() throws {
            let socket = try ListeningSocket(ListenAddress("[::1]:0"))
            defer { socket.close() }
            #expect(try socket.boundPort() > 0)
        }

        @Test func aPortThatIsTakenIsNamed() throws {
            let socket = try ListeningSocket(.tcp(host: "127.0.0.1", port: 0))
            defer { socket.close() }
            let port = try socket.boundPort()
            #expect(throws: ListenError.system(call: "bind", address: "127.0.0.1:\(port)", errno: EADDRINUSE)) {
                try ListeningSocket(.tcp(host: "127.0.0.1", port: port))
            }
        }

        @Test func anUnknownHostIsNamed() {
            #expect(throws: ListenError.self) { try ListeningSocket(.tcp(host: "no such host", port: 9000)) }
        }

        @Test func aDescriptorOfTheParentIsServed() async throws {
            let inherited = dup(try listen().descriptor)
            let server = try Server(
                socket: ListeningSocket(.inherited(descriptor: inherited)), application: TestServer.Application(),
                logger: .silent)
            async let unanswered = server.run()
            #expect(try await Client(unix: path).ask(Ask()).status == 200)
            server.drain()
            #expect(try await unanswered == 0)
            // It is not ours to take away: another process may be serving it.
            #expect(throws: Never.self) { try Client(unix: path) }
        }

        @Test func aDescriptorThatDoesNotListenIsRefused() {
            let ends = Pipe()
            let descriptor = ends.fileHandleForReading.fileDescriptor
            #expect(throws: ListenError.notListening(descriptor)) {
                try ListeningSocket(.inherited(descriptor: descriptor))
            }
        }

        @Test func withoutASocketFromTheParentThereIsNone() throws {
            #expect(try ListeningSocket.inherited(environment: [:]) == nil)
        }

        @Test func aListeningSocketOnDescriptor0IsFound() throws {
            let socket = try listen()
            let standardInput = dup(0)
            dup2(socket.descriptor, 0)
            defer {
                dup2(standardInput, 0)
                Glibc.close(standardInput)
                socket.close()
            }
            #expect(try ListeningSocket.inherited(environment: [:])?.address == .inherited(descriptor: 0))
        }

        @Test func systemdMustPassExactlyOne() {
            let environment = ["LISTEN_FDS": "2", "LISTEN_PID": "\(getpid())"]
            #expect(throws: ListenError.wrongSocketCount(2)) {
                try ListeningSocket.inherited(environment: environment)
            }
        }

        @Test func whatSystemdPassedMustListen() {
            let environment = ["LISTEN_FDS": "1", "LISTEN_PID": "\(getpid())"]
            #expect(throws: ListenError.notListening(3)) { try ListeningSocket.inherited(environment: environment) }
        }

        @Test(arguments: [["LISTEN_FDS": "1", "LISTEN_PID": "1"], ["LISTEN_FDS": "1"], ["LISTEN_FDS": "0"]])
        func whatSystemdPassedToSomebodyElseIsIgnored(environment: [String: String]) throws {
            #expect(try ListeningSocket.inherited(environment: environment) == nil)
        }

        @Test func theProcessCanStillBeTerminated() throws {
            _ = try TestServer()
            var action = sigaction()
            sigaction(SIGTERM, nil, &action)
            #expect(action.__sigaction_handler.sa_handler == nil)
        }
    }
}

private let hasIPv6: Bool = {
    guard let socket = try? ListeningSocket(.tcp(host: "::1", port: 0)) else { return false }
    socket.close()
    return true
}()

extension Logger {
    static var silent: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}

extension ListeningSocket {
    /// The port that the kernel chose.
    fileprivate func boundPort() throws -> UInt16 {
        var address = sockaddr_in6()
        var size = socklen_t(MemoryLayout<sockaddr_in6>.size)
        let result = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) }
        }
        try #require(result == 0)
        // The port stands at the same place in both families.
        return UInt16(bigEndian: address.sin6_port)
    }
}
