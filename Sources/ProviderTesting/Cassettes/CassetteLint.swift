import FoundationEssentials

/// Looks for what must not stand in a cassette: on recording, and over the files that are committed.
///
/// ```swift
/// @Test func `the cassettes hold nothing private`() {
///     #expect(CassetteLint.faults(in: "Tests/MoonPowerTests/Cassettes").isEmpty)
/// }
/// ```
public enum CassetteLint {
    /// Everything that is wrong with a file, or with the `.cassette` files of a folder and those below it.
    ///
    /// - Parameters:
    ///   - path: a file or a folder.
    ///   - rules: what was recorded by.
    /// - Returns: the faults by file and line; none for clean cassettes.
    public static func faults(in path: String, rules: Redaction = .standard) -> [CassetteFault] {
        var isFolder = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            return [CassetteFault(path, 0, .unreadable, "there is no such file or folder", fix: "check the path")]
        }
        guard isFolder else { return faults(inFile: path, rules) }
        let names = (try? FileManager.default.subpathsOfDirectory(atPath: path)) ?? []
        return names.filter { $0.hasSuffix(".\(Cassette.fileExtension)") }.sorted()
            .flatMap { faults(inFile: "\(path)/\($0)", rules) }
    }

    /// Everything that is wrong with a cassette's text.
    ///
    /// - Parameters:
    ///   - text: the file's text.
    ///   - file: its name, for the faults.
    ///   - rules: what was recorded by.
    /// - Returns: the faults by line.
    public static func faults(inText text: String, file: String, rules: Redaction = .standard) -> [CassetteFault] {
        let shapes = shapes(inText: text, file: file)
        do throws(CassetteFault) {
            let cassette = try Cassette(text: text, file: file)
            let structure = cassette.exchanges.flatMap { faults(in: $0, file: file, rules: rules) }
            return (structure + shapes).sorted { $0.line < $1.line }
        } catch {
            return [error] + shapes
        }
    }

    private static func faults(inFile path: String, _ rules: Redaction) -> [CassetteFault] {
        guard let data = FileManager.default.contents(atPath: path) else {
            return [CassetteFault(path, 0, .unreadable, "it cannot be read", fix: "check its mode")]
        }
        return faults(inText: String(decoding: data, as: UTF8.self), file: path, rules: rules)
    }

    /// What in each line is shaped like a secret.
    package static func shapes(inText text: String, file: String) -> [CassetteFault] {
        text.textLines.enumerated().flatMap { index, line in
            SecretShape.all(in: line).map { CassetteFault(file, index + 1, $0.rule, $0.problem, fix: $0.fix) }
        }
    }

    /// Header fields that are not kept, and values in clear under names that hold secrets.
    package static func faults(in exchange: CassetteExchange, file: String, rules: Redaction) -> [CassetteFault] {
        let names = RedactionNames(rules)
        let strange =
            exchange.call.headers.filter { !rules.requestHeaders.contains($0.name) }
            + exchange.answer.headers.filter { !rules.answerHeaders.contains($0.name) }
        let headers = strange.map { header in
            CassetteFault(
                file, exchange.line, .headerNotAllowed, "the field '\(header.name)' is not on the list of those kept",
                fix: "take the line out, or add the field to the Redaction")
        }
        let query = exchange.call.target.split(separator: "?", maxSplits: 1).dropFirst().first ?? ""
        let open =
            openNames(JSONText(exchange.call.body), names, inRequest: true)
            + openNames(JSONText(exchange.answer.body), names, inRequest: false)
            + openNames(FormText(query), names) + openNames(form(exchange.call), names)
        let members = open.map { name in
            CassetteFault(
                file, exchange.line, .secretMember, "the value of '\(name)' in this exchange is in clear",
                fix: "record again, or write {{secret:\(name)}}")
        }
        return headers + members
    }

    private static func form(_ call: CassetteExchange.Call) -> FormText {
        let isForm = call.headers.contains {
            $0.name == "content-type" && $0.value.hasPrefix("application/x-www-form-urlencoded")
        }
        return FormText(isForm ? call.body : "")
    }

    private static func openNames(_ form: FormText, _ names: RedactionNames) -> [String] {
        form.pairs.filter { names.hides($0.plainName, inRequest: true) && isOpen($0.value ?? "") }.map(\.plainName)
    }

    /// The names that hold secrets and whose value is no placeholder.
    private static func openNames(_ json: JSONText?, _ names: RedactionNames, inRequest: Bool) -> [String] {
        switch json {
        case .object(let members):
            return members.flatMap { member -> [String] in
                if names.hides(member.key, inRequest: inRequest) {
                    if case .string(let text) = member.value, isOpen(text) { return [member.key] }
                    if member.value.isNumber, member.value != .literal("0") { return [member.key] }
                }
                return openNames(member.value, names, inRequest: inRequest)
            }
        case .array(let values): return values.flatMap { openNames($0, names, inRequest: inRequest) }
        case .string, .literal, nil: return []
        }
    }

    private static func isOpen(_ text: String) -> Bool {
        !Placeholder.replace(in: text, { _ in "" }).isEmpty
    }
}
