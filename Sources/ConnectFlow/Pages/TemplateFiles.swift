import FoundationEssentials
import Templates

/// The files that the pages are made of: those in the binary, and those that a directory puts in their place.
struct TemplateFiles: Sendable {
    /// By name without `.mustache`.
    var pages: [String: TemplateSource] = [:]
    /// By file name.
    var assets: [String: TemplateSource] = [:]
    /// By language tag. English may be in two files: the second one's texts replace the first one's.
    var locales: [String: [LanguageFile]] = [:]

    /// The files in the binary.
    static func embedded() -> TemplateFiles {
        var files = TemplateFiles()
        for (name, bytes) in EmbeddedTemplates.pages { files.add(name, bytes, folder: .pages, root: nil) }
        for (name, bytes) in EmbeddedTemplates.assets { files.add(name, bytes, folder: .assets, root: nil) }
        for (tag, texts) in EmbeddedTemplates.languages {
            files.locales[tag] = [LanguageFile(file: "locales/\(tag).json", content: .embedded(texts))]
        }
        return files
    }

    /// The three folders of a directory go over what is there. Each of them may be missing, the directory may not.
    mutating func overlay(directory: String) throws(TemplateError) {
        let root = directory.hasSuffix("/") ? directory : directory + "/"
        guard (try? FileManager.default.contentsOfDirectory(atPath: directory)) != nil else {
            throw TemplateError(
                file: directory, what: "the directory of templates cannot be read",
                fix: "correct TEMPLATES_DIR, or leave it empty for the built-in pages")
        }
        for folder in Folder.allCases {
            let path = root + folder.rawValue
            let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
            for name in names.sorted() where folder.takes(name) {
                guard let data = FileManager.default.contents(atPath: "\(path)/\(name)") else {
                    throw TemplateError(
                        file: "\(path)/\(name)", what: "the file cannot be read",
                        fix: "let the account that the responder runs under read it")
                }
                add(name, Array(data), folder: folder, root: root)
            }
        }
    }

    private enum Folder: String, CaseIterable {
        case pages, assets, locales

        /// Hidden files and editors' backups are passed over.
        func takes(_ name: String) -> Bool {
            guard !name.hasPrefix("."), !name.hasSuffix("~") else { return false }
            return switch self {
            case .pages: name.hasSuffix(".mustache")
            case .assets: name.contains(".")
            case .locales: name.hasSuffix(".json")
            }
        }
    }

    private mutating func add(_ name: String, _ bytes: [UInt8], folder: Folder, root: String?) {
        let file = "\(root ?? "")\(folder.rawValue)/\(name)"
        let source = TemplateSource(file: file, bytes: bytes, isEmbedded: root == nil)
        switch folder {
        case .pages: pages[String(name.dropLast(".mustache".count))] = source
        case .assets: assets[name] = source
        case .locales:
            locales[String(name.dropLast(".json".count)), default: []].append(
                LanguageFile(file: file, content: .json(bytes)))
        }
    }
}
