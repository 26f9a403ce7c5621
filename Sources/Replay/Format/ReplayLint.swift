import FoundationEssentials
public import ProviderTesting

/// Looks for what must not stand in a journey's file; the rules are those of ``CassetteLint``.
public enum ReplayLint {
    private static let pageFields: Set<String> = ["heading", "form", "text", "cookie"]

    /// Everything that is wrong with a file, or with the `.replay` files of a folder and those below it.
    public static func faults(in path: String) -> [CassetteFault] {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder else {
            guard let data = FileManager.default.contents(atPath: path) else {
                return [CassetteFault(path, 0, .unreadable, "it cannot be read", fix: "check the path")]
            }
            return faults(inText: String(decoding: data, as: UTF8.self), file: path)
        }
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
        return names.filter { $0.hasSuffix(".\(ReplayFile.fileExtension)") }.sorted()
            .flatMap { faults(in: "\(path)/\($0)") }
    }

    /// Everything that is wrong with a file's text.
    public static func faults(inText text: String, file: String) -> [CassetteFault] {
        let shapes = CassetteLint.shapes(inText: text, file: file)
        var browser = Redaction.replay
        browser.requestHeaders = Redaction.browserHeaders
        browser.answerHeaders.formUnion(pageFields)
        do throws(CassetteFault) {
            let replay = try ReplayFile(text: text, path: file)
            let structure = replay.steps.flatMap { step in
                let visit = CassetteExchange(call: step.request, answer: step.answer, line: step.line)
                return CassetteLint.faults(in: visit, file: file, rules: browser)
                    + step.exchanges.flatMap { CassetteLint.faults(in: $0, file: file, rules: .replay) }
            }
            return (structure + shapes).sorted { $0.line < $1.line }
        } catch { return [error] + shapes }
    }
}
