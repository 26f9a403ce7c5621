import Foundation
import Testing

/// A run of the built binary.
struct Run: Sendable {
    let code: Int32
    let output: String
    let errors: String

    /// Runs it in a folder without `.env`, with no environment but `PATH` and what is given.
    init(
        _ arguments: String..., folder: URL = FileManager.default.temporaryDirectory,
        environment: [String: String] = [:], input: String = ""
    ) async throws {
        try await self.init(arguments, folder: folder, environment: environment, input: input)
    }

    init(
        _ arguments: [String], folder: URL = FileManager.default.temporaryDirectory,
        environment: [String: String] = [:], input: String = ""
    ) async throws {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let process = Process()
        let (input, output, errors) = try (Scratch(input), Scratch(""), Scratch(""))
        process.executableURL = try Self.binary
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = environment.merging(["PATH": path]) { first, _ in first }
        (process.standardInput, process.standardOutput, process.standardError) = (
            input.handle, output.handle, errors.handle
        )
        // Waiting must not hold a thread: a Sandbox in this process may have to answer.
        try await withCheckedThrowingContinuation { (end: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in end.resume() }
            do { try process.run() } catch { end.resume(throwing: error) }
        }
        code = process.terminationStatus
        self.output = try output.text
        self.errors = try errors.text
    }

    /// The binary beside the test bundle.
    static var binary: URL {
        get throws {
            let folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
            let candidates = [folder, folder.deletingLastPathComponent(), repository.appending(path: ".build/debug")]
            return try #require(
                candidates.map { $0.appending(path: "ratebridge") }
                    .first { FileManager.default.isExecutableFile(atPath: $0.path) })
        }
    }

    /// The repository that the tests are in.
    static var repository: URL {
        (0..<4).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
    }
}

/// A file that goes when it is no longer needed.
final class Scratch {
    let url: URL
    let handle: FileHandle

    init(_ text: String, ending: String = "txt") throws {
        url = FileManager.default.temporaryDirectory.appending(path: "ratebridge-\(UUID().uuidString).\(ending)")
        try Data(text.utf8).write(to: url)
        handle = try FileHandle(forUpdating: url)
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    var text: String { get throws { try String(contentsOf: url, encoding: .utf8) } }
}
