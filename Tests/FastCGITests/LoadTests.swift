import FastCGI
import FastCGIClient
import Foundation
import Logging
import Synchronization
import Testing

extension Serving {
    @Suite struct Load {
        private func waiting(at doorway: Doorway) -> TestServer.Application {
            .init { request in
                await doorway.enter()
                return await TestServer.Application.echo(request)
            }
        }

        @Test func aRequestTooManyIsToldToComeBack() async throws {
            let doorway = Doorway()
            var limits = Limits()
            limits.inFlight = 3
            try await TestServer.run(limits: limits, application: waiting(at: doorway)) { server in
                let clients = try (0..<3).map { _ in try server.connect() }
                for client in clients { try await client.send(Ask().bytes) }
                await doorway.entered(3)
                let refused = try await server.ask(Ask())
                #expect(refused.status == 503 && refused["Retry-After"] == "2")
                doorway.open()
                for client in clients { #expect(try await client.answer().status == 200) }
                #expect(try await server.ask(Ask()).status == 200)
            }
        }

        @Test func fiveHundredWaitOnAFewThreads() async throws {
            let doorway = Doorway()
            try await TestServer.run(application: waiting(at: doorway)) { server in
                let clients = try (0..<500).map { _ in try server.connect() }
                for client in clients { try await client.send(Ask().bytes) }
                await doorway.entered(500)
                #expect(server.server.inFlight == 500)
                #expect(try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task").count < 20)
                doorway.open()
                for client in clients { #expect(try await client.answer().status == 200) }
            }
        }

        @Test func itsThreadsHaveNamesForTop() async throws {
            try await TestServer.run { server in
                #expect(try await server.ask(Ask()).status == 200)
                let threads = try Holdings().threads
                #expect(threads.contains("fastcgi-reader\n") && threads.contains("fastcgi-ticker\n"))
            }
        }

        @Test func whenDescriptorsAreOutAcceptingPausesAndResumes() async throws {
            let (lines, continuation) = AsyncStream.makeStream(of: String.self)
            let logger = Logger(label: "test") { _ in LineHandler(continuation: continuation) }
            try await TestServer.run(logger: logger) { server in
                // Who answers has all the descriptors that it needs for itself.
                _ = try await server.ask(Ask())
                let limit = DescriptorLimit()
                defer { limit.restore() }
                let client = try Client(unix: server.path) { limit.exhaust() }
                try await client.send(Ask().bytes)
                var iterator = lines.makeAsyncIterator()
                #expect(await iterator.next()?.hasPrefix("accepting pauses: Too many open files") == true)
                limit.restore()
                #expect(try await client.answer().status == 200)
            }
        }
    }
}

/// The process's limit of open descriptors.
private struct DescriptorLimit {
    private let original: rlimit = {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        return limit
    }()

    /// Leaves none free, whatever is closed meanwhile: 0 to 2 are always open.
    func exhaust() { set(rlimit(rlim_cur: 3, rlim_max: original.rlim_max)) }

    func restore() { set(original) }

    private func set(_ limit: rlimit) {
        var limit = limit
        setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
}
