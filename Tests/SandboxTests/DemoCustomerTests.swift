import Testing

@testable import Sandbox

@Suite struct DemoCustomerTests {
    @Test func `no address is there twice`() {
        #expect(Set(Sandbox.customers.map(\.email)).count == Sandbox.customers.count)
    }

    @Test(arguments: EnergyProvider.all) func `every provider has customers`(provider: EnergyProvider) {
        #expect(!Sandbox.customers(of: provider.slug).isEmpty)
    }

    @Test func `a provider that there is not has none`() {
        #expect(Sandbox.customers(of: "solar-energy").isEmpty)
    }

    @Test func `no contract of Lunar Energy is there twice`() {
        let ids = LunarCustomer.table.flatMap(\.contracts).map(\.id)
        #expect(Set(ids).count == ids.count)
    }

    @Test func `no meter point of Octopus Energy is there twice`() {
        let points = KrakenCustomer.table.flatMap(\.accounts).flatMap(\.properties).flatMap(\.meterPoints)
        #expect(Set(points.map(\.mpan)).count == points.count)
    }

    @Test func `no account number of Octopus Energy is there twice`() {
        let numbers = KrakenCustomer.table.flatMap(\.accounts).map(\.number)
        #expect(Set(numbers).count == numbers.count)
    }

    @Test func `a meter point's number has 13 digits`() {
        let points = KrakenCustomer.table.flatMap(\.accounts).flatMap(\.properties).flatMap(\.meterPoints)
        #expect(points.allSatisfy { $0.mpan.utf8.count == 13 })
    }

    @Test func `every case is said in words`() {
        #expect(Sandbox.customers.allSatisfy { !$0.shows.isEmpty })
    }

    @Test func `load customers have a contract of their own`() {
        let one = LunarCustomer.with(email: "load-1@lunar.example", loadDelay: 2)
        let two = LunarCustomer.with(email: "load-2@lunar.example", loadDelay: 2)
        #expect(one?.contracts.first?.id != two?.contracts.first?.id)
    }
}
