import Foundation

/// A new provider: a copy of a starter under its own name, and what registers it.
struct Scaffold: Sendable {
    /// A file to write.
    struct File: Sendable, Hashable {
        /// Below the repository's root.
        let path: String
        let text: String
    }

    let created: [File]
    let changed: [File]

    /// Plans everything before anything is written.
    ///
    /// - Throws: `Failure` where the provider is there already, or the repository is not as expected.
    init(_ name: ProviderName, flatPeakID: String, starter: Starter = .loginForm, in root: URL) throws(Failure) {
        let text = ScaffoldText(name, flatPeakID: flatPeakID, starter: starter)
        var created: [File] = []
        for folder in starter.folders {
            let target = text.renamed(folder)
            guard !FileManager.default.fileExists(atPath: root.appending(path: target).path) else {
                throw Failure(
                    "\(target) is there already; nothing was changed.", fix: "take another name, or remove that folder."
                )
            }
            for path in Self.files(in: folder, root) {
                let source = try Self.read(path, root)
                created.append(File(path: text.renamed(path), text: text.adapted(source)))
            }
        }
        guard !created.isEmpty else { throw Failure("There is no Sources/\(starter.type) to copy.") }
        self.created = created
        let registration = Registration(name.type, starter: starter)
        let edits: [(path: String, edit: (String) throws(Failure) -> String)] = [
            ("Package.swift", registration.manifest), ("Sources/Providers/Providers.swift", registration.list),
            (".env.blank", { text.settings($0) }),
        ]
        var changed: [File] = []
        for (path, edit) in edits {
            let old = try Self.read(path, root)
            let new = try edit(old)
            if new != old { changed.append(File(path: path, text: new)) }
        }
        self.changed = changed
    }

    func write(to root: URL) throws(Failure) {
        for file in created + changed {
            let url = root.appending(path: file.path)
            do {
                try FileManager.default.createDirectory(
                    at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(file.text.utf8).write(to: url)
            } catch {
                throw Failure("\(file.path) cannot be written.", fix: "check its folder and mode.")
            }
        }
    }

    /// The repository that a folder is in.
    static func root(from folder: URL) throws(Failure) -> URL {
        var folder = folder.standardizedFileURL
        while true {
            let manifest = folder.appending(path: "Package.swift").path
            let starter = folder.appending(path: "Sources/LunarEnergy").path
            if FileManager.default.fileExists(atPath: manifest), FileManager.default.fileExists(atPath: starter) {
                return folder
            }
            guard folder.path != "/" else {
                throw Failure(
                    "This is not in Ratebridge's repository.",
                    fix: "clone it, and run this there: a provider is a part of the package.")
            }
            folder.deleteLastPathComponent()
        }
    }

    private static func files(in folder: String, _ root: URL) -> [String] {
        let url = root.appending(path: folder)
        let paths = FileManager.default.enumerator(atPath: url.path)?.compactMap { $0 as? String } ?? []
        return paths.sorted().map { "\(folder)/\($0)" }.filter { path in
            var isFolder: ObjCBool = false
            let url = root.appending(path: path)
            return FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) && !isFolder.boolValue
        }
    }

    private static func read(_ path: String, _ root: URL) throws(Failure) -> String {
        do {
            return try String(contentsOf: root.appending(path: path), encoding: .utf8)
        } catch {
            throw Failure("\(path) cannot be read.", fix: "run this in a complete clone of the repository.")
        }
    }
}
