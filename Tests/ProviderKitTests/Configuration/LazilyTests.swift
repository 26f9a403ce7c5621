import Synchronization
import Testing

@testable import ProviderKit

@Suite struct `What is made when it is asked for` {
    @Test func `is made once, however many ask`() async {
        let count = Mutex(0)
        let lazily = Lazily {
            count.withLock { count in
                count += 1
                return count
            }
        }
        #expect(lazily.made == nil)
        let values = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<50 { group.addTask { lazily.value } }
            return await group.reduce(into: Set<Int>()) { $0.insert($1) }
        }
        #expect(values == [1] && lazily.made == 1)
    }
}
