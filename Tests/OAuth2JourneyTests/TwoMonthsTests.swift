import ConnectFlow
import Foundation
import HTTPTypes
import ProviderKit
import Testing

/// FlatPeak reads a tariff ten times in two months, from a Tibber that rotates its refresh tokens.
@Suite struct `Two months of readings` {
    private func withStateFolder(_ test: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(component: "tibber-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await test(folder)
    }

    private static func readTenTimes(_ world: TibberWorld, restarting: Bool) async throws {
        let token = try await world.connect("kari")
        for number in 1...10 {
            try await world.wait(days: 6.1)
            if restarting { world.restart() }
            let read = try await world.read(token)
            #expect(read["outcome"] == "tariff", "reading \(number): \(read["code"]?.string ?? "")")
        }
        let counts = try await world.control("tibber")
        #expect(counts["refreshes"] == .number(10) && counts["reused_refresh_tokens"] == .number(0))
    }

    @Test func `work for a FlatPeak that keeps the renewed data, over restarts`() async throws {
        try await TibberWorld.run { try await Self.readTenTimes($0, restarting: true) }
    }

    @Test func `work for a FlatPeak that does not, as long as the process lives`() async throws {
        try await TibberWorld.run(keepsRenewed: false) { try await Self.readTenTimes($0, restarting: false) }
    }

    @Test func `work for a FlatPeak that does not, with STATE_DIR over restarts`() async throws {
        try await withStateFolder { folder in
            try await TibberWorld.run(keepsRenewed: false) {
                $0.stateDirectory = folder
            } _: {
                try await Self.readTenTimes($0, restarting: true)
            }
        }
    }

    @Test func `end when an old token is used again, which is noticed and named`() async throws {
        try await TibberWorld.run(keepsRenewed: false) { world in
            let token = try await world.connect("kari")
            try await world.wait(days: 1)
            #expect(try await world.read(token)["outcome"] == "tariff")
            // Another process, without STATE_DIR, before a FlatPeak that kept the first data.
            world.restart()
            let read = try await world.read(token)
            #expect(read["code"] == "reauthorisation_required")
            #expect(read["message"]?.string?.contains("was used before") == true)
            #expect(try await world.control("tibber")["reused_refresh_tokens"] == .number(1))
            #expect(world.log.contains { $0.contains("reauthorisation_required") && $0.contains("was used before") })
        }
    }

    @Test func `end when nobody has read for longer than a refresh token lives`() async throws {
        try await TibberWorld.run { world in
            let token = try await world.connect("kari")
            try await world.wait(days: 31)
            #expect(try await world.read(token)["code"] == "reauthorisation_required")
        }
    }

    @Test func `end when the customer takes the access back`() async throws {
        try await TibberWorld.run { world in
            let token = try await world.connect("kari")
            _ = try await world.control("tibber/revoke", [:])
            #expect(try await world.read(token)["code"] == "reauthorisation_required")
        }
    }

    @Test func `of a customer without a refresh token last as long as the access token`() async throws {
        try await TibberWorld.run { world in
            let token = try await world.connect("once")
            #expect(try await world.read(token)["outcome"] == "tariff")
            try await world.wait(days: 0.1)
            #expect(try await world.read(token)["code"] == "reauthorisation_required")
        }
    }

    @Test func `share one refresh when two come at once`() async throws {
        try await TibberWorld.run { world in
            let token = try await world.connect("kari")
            _ = try await world.read(token)
            let calls = try await world.control("connect-log?connect_token=\(token)")
            guard case .array(let list)? = calls["calls"],
                let body = list.compactMap({ $0["body"]?.string }).first(where: { $0.contains("\"tokens\"") }),
                let data = try JSON(parsing: Array(body.utf8))["data"]
            else {
                Issue.record("nothing was stored")
                return
            }
            try await world.wait(days: 1)
            let request = JSON.object(["auth_metadata": ["data": data]]).serialised()
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await world.request(
                            .post, "http://rates.test/api/tariff_plan", request, type: "application/json"
                        ).status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses == Array(repeating: 200, count: 8))
            #expect(try await world.control("tibber")["refreshes"] == .number(1))
        }
    }

    @Test func `leave no token in the log`() async throws {
        try await TibberWorld.run { world in
            let token = try await world.connect("kari")
            try await world.wait(days: 1)
            _ = try await world.read(token)
            #expect(
                !world.log.contains {
                    $0.contains("tac_") || $0.contains("trt_") || $0.contains("tcd_") || $0.contains(token)
                })
        }
    }
}
