import Foundation
import HTTPTypes
import ProviderKit
import Testing

@testable import Sandbox

@Suite struct ExchangeLogTests {
    private let log = ExchangeLog { noon }

    @discardableResult
    private func record(_ bytes: Int) -> Int {
        let call = Exchange.Call(
            method: .post, address: "http://localhost/x", body: Array(repeating: 0x61, count: bytes))
        return log.begin(from: .responder, to: .provider, call)
    }

    @Test func `the newest are kept`() {
        for _ in 0..<1_000 { record(1) }
        #expect(log.exchanges.count <= ExchangeLog.limit && log.exchanges.last?.id == 1_000)
    }

    @Test func `large bodies do not fill the memory`() {
        for _ in 0..<100 { record(ExchangeLog.bodyLimit) }
        #expect(log.exchanges.reduce(0) { $0 + $1.size } <= ExchangeLog.memory && log.exchanges.last?.id == 100)
    }

    @Test func `large answers do not fill the memory`() {
        for _ in 0..<100 {
            log.end(record(1), HTTPAnswer(status: .ok, body: Array(repeating: 0x61, count: ExchangeLog.bodyLimit)))
        }
        #expect(log.exchanges.reduce(0) { $0 + $1.size } <= ExchangeLog.memory)
    }

    @Test func `what ends after it has gone changes nothing`() {
        let first = record(1)
        for _ in 0..<1_000 { record(1) }
        log.end(first, HTTPAnswer(status: .ok))
        #expect(log.exchanges.allSatisfy { $0.duration == nil })
    }

    @Test func `the answer is the call's own`() {
        for _ in 0..<450 { record(1) }
        log.end(440, HTTPAnswer(status: .ok))
        #expect(log.exchanges.filter { $0.answer != nil }.map(\.id) == [440])
    }
}
