import Testing

@testable import Sandbox

@Suite struct DemoCustomerTests {
    @Test func `no address is there twice`() {
        #expect(Set(Sandbox.customers.map(\.email)).count == Sandbox.customers.count)
    }

    @Test func `no contract is there twice`() {
        let ids = Sandbox.customers.flatMap(\.contracts).map(\.id)
        #expect(Set(ids).count == ids.count)
    }

    @Test func `every case is said in words`() {
        #expect(Sandbox.customers.allSatisfy { !$0.shows.isEmpty })
    }

    @Test func `load customers have a contract of their own`() {
        let one = DemoCustomer.with(email: "load-1@lunar.example", loadDelay: 2)
        let two = DemoCustomer.with(email: "load-2@lunar.example", loadDelay: 2)
        #expect(one?.contracts.first?.id != two?.contracts.first?.id)
    }
}
