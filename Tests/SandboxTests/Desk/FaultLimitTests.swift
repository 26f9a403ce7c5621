import Testing

@testable import Sandbox

@Suite struct FaultLimitTests {
    @Test(arguments: ["connect", "provider"])
    func `faults cannot be piled up without end`(side: String) async throws {
        try await withSandbox { desk in
            for number in 0..<FaultLimit.orders {
                let mode: JSONValue = number.isMultiple(of: 2) ? "down" : "slow"
                #expect(try await desk.post("/control/\(side)-fault", ["mode": mode]).status == 200)
            }
            let reply = try await desk.post("/control/\(side)-fault", ["mode": "down"])
            #expect(reply.status == 400)
            #expect(reply.json["message"]?.string?.contains("100 faults are waiting already") == true)
        }
    }

    @Test(arguments: ["connect", "provider"])
    func `a fault is for at least one call, and for a thousand at most`(side: String) async throws {
        try await withSandbox { desk in
            for times in [-1, 0, 1_001, .max] {
                let reply = try await desk.post("/control/\(side)-fault", ["mode": "down", "times": .integer(times)])
                #expect(reply.status == 400)
            }
        }
    }

    @Test func `one fault again and again is no more than a thousand calls`() throws {
        let faults = ProviderFaults()
        try faults.set(.down, times: 999)
        try faults.set(.down, times: 1)
        #expect(throws: ControlFailure.self) { try faults.set(.down, times: 1) }
        #expect(faults.all == [.init(fault: .down, times: 1_000)])
    }

    @Test func `faults come in their order`() throws {
        let faults = ProviderFaults()
        try faults.set(.down, times: 2)
        try faults.set(.hang, times: 1)
        #expect((0..<4).map { _ in faults.next() } == [.down, .down, .hang, nil])
    }
}
