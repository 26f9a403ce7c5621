import Foundation
import Testing

/// What a target has been fuzzed from (`Seeds`), and what once broke it (`Found`), on every run.
@Suite struct Corpus {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent()

    private static func inputs(_ folder: String, _ target: FuzzTarget) throws -> [URL] {
        let folder = Self.folder.appending(path: "\(folder)/\(target.name)")
        guard FileManager.default.fileExists(atPath: folder.path) else { return [] }
        return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    }

    @Test(arguments: FuzzTarget.all)
    func everySeedKeepsTheProperties(of target: FuzzTarget) throws {
        let seeds = try Self.inputs("Seeds", target)
        #expect(!seeds.isEmpty)
        for seed in seeds { try replay(seed, target) }
    }

    @Test(arguments: FuzzTarget.all)
    func whatOnceBrokeAPropertyKeepsIt(of target: FuzzTarget) throws {
        for found in try Self.inputs("Found", target) { try replay(found, target) }
    }

    @Test func everyFolderOfInputsHasItsTarget() throws {
        let names = Set(FuzzTarget.all.map(\.name))
        for folder in ["Seeds", "Found"] {
            let path = Self.folder.appending(path: folder).path
            let folders = try FileManager.default.contentsOfDirectory(atPath: path).filter { !$0.hasPrefix(".") }
            #expect(names.isSuperset(of: folders))
        }
    }

    private func replay(_ input: URL, _ target: FuzzTarget) throws {
        let bytes = Array(try Data(contentsOf: input))
        #expect(throws: Never.self, "\(target.name)/\(input.lastPathComponent)") { try target.check(bytes) }
    }
}

extension FuzzTarget: CustomTestStringConvertible {
    var testDescription: String { name }
}
