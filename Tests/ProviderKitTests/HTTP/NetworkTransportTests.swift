import Foundation
import HTTPTypes
import Testing

@testable import ProviderKit

// Generous times: the tests of a whole package run at once, on two processors.
@Suite(.timeLimit(.minutes(2))) struct `The network` {
    private static let ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n\r\nhi"

    private func send(
        _ call: HTTPCall, within seconds: Double = 60
    ) async throws -> (result: Result<HTTPAnswer, HTTPFailure>, seconds: Double) {
        let transport = NetworkTransport()
        let start = ContinuousClock.now
        let result: Result<HTTPAnswer, HTTPFailure>
        do {
            result = .success(try await transport.send(call, deadline: .now + .seconds(seconds)))
        } catch {
            result = .failure(error)
        }
        let time = (ContinuousClock.now - start) / .seconds(1)
        await transport.shutdown()
        return (result, time)
    }

    private func get(_ server: LoopbackServer, within seconds: Double = 60) async throws -> (
        result: Result<HTTPAnswer, HTTPFailure>, seconds: Double
    ) {
        defer { server.stop() }
        return try await send(HTTPCall(.get, server.url("/x?y=z")), within: seconds)
    }

    private func failure(_ result: Result<HTTPAnswer, HTTPFailure>) -> HTTPFailure? {
        if case .failure(let failure) = result { failure } else { nil }
    }

    private func isUnreachable(_ result: Result<HTTPAnswer, HTTPFailure>) -> Bool {
        if case .unreachable = failure(result) { true } else { false }
    }

    @Test func `an answer, whole`() async throws {
        let answer = try await get(try LoopbackServer(.text(Self.ok))).result.get()
        #expect(answer.statusCode == 200 && answer.body == Array("hi".utf8))
        #expect(answer.headerFields[values: .setCookie] == ["a=1", "b=2"])
    }

    @Test func `a request, whole`() async throws {
        let server = try LoopbackServer(.text(Self.ok))
        defer { server.stop() }
        let call = HTTPCall(
            .post, server.url("/a%20b?c=d"),
            headerFields: [.contentType: "application/json", .authorization: "Bearer t"],
            body: Array("{}".utf8))
        _ = try await send(call).result.get()
        let request = try #require(server.requests.first)
        #expect(request.hasPrefix("POST /a%20b?c=d HTTP/1.1\r\n"))
        #expect(
            request.contains("Content-Type: application/json\r\n") && request.contains("Authorization: Bearer t\r\n"))
        #expect(request.lowercased().contains("content-length: 2\r\n"))
    }

    @Test(arguments: [302, 303, 307, 308])
    func `a redirect is not followed: it would take the password along`(status: Int) async throws {
        let other = try LoopbackServer(.text(Self.ok))
        defer { other.stop() }
        let server = try LoopbackServer(
            .text("HTTP/1.1 \(status) X\r\nLocation: \(other.url())\r\nContent-Length: 0\r\n\r\n"))
        let answer = try await get(server).result.get()
        #expect(answer.statusCode == status && other.requests.isEmpty)
    }

    struct `The deadline` {
        private let outer = `The network`()

        private func expectTimeOut(_ pieces: LoopbackServer.Piece...) async throws {
            let server = try pieces.count == 1 ? LoopbackServer(pieces[0]) : LoopbackServer(pieces[0], pieces[1])
            let (result, seconds) = try await outer.get(server, within: 0.4)
            #expect(outer.failure(result) == .timedOut)
            #expect(seconds > 0.3 && seconds < 20)
        }

        @Test func `holds for a server that says nothing`() async throws { try await expectTimeOut(.pause(5)) }

        @Test func `holds for a head that does not end`() async throws {
            try await expectTimeOut(.text("HTTP/1.1 200 OK\r\n"), .drip(Array("X: y\r\n".utf8), every: 0.05))
        }

        @Test func `holds for a body that drips`() async throws {
            try await expectTimeOut(
                .text("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"), .drip(Array("x".utf8), every: 0.05))
        }

        @Test func `holds for chunks that drip`() async throws {
            try await expectTimeOut(
                .text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
                .drip(Array("1\r\nx\r\n".utf8), every: 0.05))
        }

        @Test func `that has passed already sends nothing`() async throws {
            let server = try LoopbackServer(.text(`The network`.ok))
            #expect(outer.failure(try await outer.get(server, within: -1).result) == .timedOut)
        }

        @Test func `ends a call that is cancelled, without half an answer`() async throws {
            let server = try LoopbackServer(
                .text("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"), .drip(Array("x".utf8), every: 0.05))
            let task = Task { [outer] in try await outer.get(server, within: 60) }
            try await Task.sleep(for: .milliseconds(300))
            task.cancel()
            let (result, seconds) = try await task.value
            #expect(outer.failure(result) == .timedOut && seconds < 20)
        }
    }

    @Test func `a refused connection fails at once, and says so`() async throws {
        let port = try DeafPort()
        let (result, seconds) = try await send(HTTPCall(.get, port.url), within: 90)
        #expect(failure(result) == .unreachable("Connection refused") && seconds < 30)
    }

    @Test func `a connection that breaks off is unreachable`() async throws {
        #expect(isUnreachable(try await get(try LoopbackServer()).result))
    }

    @Test func `a body that breaks off is unreachable, not an answer`() async throws {
        let server = try LoopbackServer(.text("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"))
        #expect(isUnreachable(try await get(server).result))
    }

    @Test func `what is no HTTP is unreachable`() async throws {
        #expect(isUnreachable(try await get(try LoopbackServer(.text("SSH-2.0-OpenSSH\r\n\r\n"))).result))
    }

    @Test func `a host that does not exist is unreachable`() async throws {
        let url = try #require(URL(string: "http://host.invalid/"))
        #expect(isUnreachable(try await send(HTTPCall(.get, url)).result))
    }

    @Test func `plain text on a TLS port is unreachable`() async throws {
        let server = try LoopbackServer(.text(Self.ok))
        defer { server.stop() }
        let url = try #require(URL(string: "https://127.0.0.1:\(server.port)/"))
        #expect(isUnreachable(try await send(HTTPCall(.get, url)).result))
    }

    @Test func `an answer that is announced too large is refused`() async throws {
        let server = try LoopbackServer(.text("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n"), .pause(2))
        let limit = NetworkTransport.answerLimit
        #expect(failure(try await get(server).result) == .answerTooLarge(limit: limit))
    }

    @Test func `so is one that only becomes so`() async throws {
        let chunk = Array("10000\r\n".utf8) + [UInt8](repeating: 0x78, count: 65_536) + Array("\r\n".utf8)
        let server = try LoopbackServer(
            .text("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"), .drip(chunk, every: 0))
        let limit = NetworkTransport.answerLimit
        #expect(failure(try await get(server).result) == .answerTooLarge(limit: limit))
    }

    @Test(arguments: ["a\r\nX-Injected: 1", "a\nX-Injected: 1", "a\r\n\r\nGET /evil HTTP/1.1", "a\0b"])
    func `a field's value cannot become another field`(value: String) async throws {
        let server = try LoopbackServer(.text(Self.ok))
        defer { server.stop() }
        _ = try await send(HTTPCall(.get, server.url(), headerFields: [.authorization: value]))
        for request in server.requests {
            #expect(!request.contains("\nX-Injected") && !request.contains("\nGET /evil") && !request.contains("\0"))
        }
    }

    @Test func `what it says of a failure holds no address and no query`() async throws {
        let server = try LoopbackServer()
        let result = try await get(server).result
        #expect(!"\(result)".contains("y=z"))
    }
}
