import Foundation
import Testing

@testable import Sandbox

@Suite struct ResponderLogTests {
    private let path = FileManager.default.temporaryDirectory.appending(path: "desk-\(UUID().uuidString).log").path

    private func log(_ text: String) throws -> ResponderLog {
        try Data(text.utf8).write(to: URL(filePath: path))
        let log = ResponderLog(path: path)
        log.update()
        return log
    }

    private func line(_ id: String, _ message: String = "request", _ more: String = "") -> String {
        #"{"time":"2026-11-23T12:00:00.250Z","message":"\#(message)","request":"\#(id)","method":"GET","route":"start","#
            + #""status":200,"ms":100,"upstream_ms":40,"bytes":9,"token":"f1"\#(more)}"# + "\n"
    }

    @Test func `a request began as long before its line as it took`() throws {
        let request = try #require(try log(line("a")).requests.first)
        #expect(abs(request.started.timeIntervalSince1970 - 1_795_435_200.15) < 0.001)
        #expect(request.fingerprint == "f1" && request.upstream == 0.04)
    }

    @Test func `what was logged on the way stands beside the request`() throws {
        let log = try log(line("a", "login refused", #","code":"invalid_credentials""#) + line("a"))
        #expect(log.requests.map(\.notes) == [["login refused: invalid_credentials"]])
    }

    @Test func `half a line waits for its other half`() throws {
        let whole = line("a")
        let log = try log(String(whole.prefix(40)))
        #expect(log.requests.isEmpty)
        try Data(whole.utf8).write(to: URL(filePath: path))
        #expect(log.update() && log.requests.count == 1)
    }

    @Test func `a log that begins anew is read from its start`() throws {
        let log = try log(line("a") + line("b"))
        try Data(line("c").utf8).write(to: URL(filePath: path))
        log.update()
        #expect(log.requests.map(\.id) == ["a", "b", "c"])
    }

    @Test func `what is no log line is passed over`() throws {
        #expect(try log("Fatal: no /proc\n{}\n[1]\n" + line("a")).requests.count == 1)
    }

    @Test func `without a log there is nothing`() {
        #expect(!ResponderLog(path: nil).update() && !ResponderLog(path: "/no/such/log").update())
    }
}
