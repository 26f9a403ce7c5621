import Foundation
import ProviderKit

/// A file that holds a tariff, in whichever of FlatPeak's forms.
struct TariffFile: Sendable {
    /// How messages name the file.
    let name: String
    private let bytes: [UInt8]

    init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }

    /// Reads a file, or standard input where the path is `-`.
    init(path: String) throws(Failure) {
        do {
            let data =
                try path == "-"
                ? FileHandle.standardInput.readToEnd() ?? Data() : Data(contentsOf: URL(filePath: path))
            self.init(name: path == "-" ? "<stdin>" : path, bytes: Array(data))
        } catch {
            let isThere = FileManager.default.fileExists(atPath: path)
            throw Failure(
                isThere ? "\(path) cannot be read." : "There is no file \(path).",
                fix: isThere ? "check its owner and mode" : "check the path, or write - for standard input")
        }
    }

    /// What was found in it.
    struct Contents: Sendable {
        /// `nil` where the file cannot be read as a tariff.
        var tariff: Tariff?
        /// What is wrong with it, in the order of the text.
        var faults: [FileFault] = []
    }

    /// Reads the tariff, and checks it against every rule; an expiry date is compared with `now`.
    func contents(now: Date) -> Contents {
        let map: JSONSourceMap
        do throws(JSONSourceMap.Fault) {
            map = try JSONSourceMap(bytes)
        } catch {
            return Contents(faults: [FileFault(error.position, .notJSON, error.problem, error.fix)])
        }
        var contents = Contents(
            faults: map.repeated.map { FileFault($0.position, .unreadableField, $0.problem, $0.fix) })
        let form = TariffForm(map)
        do throws(TariffDecodingError) {
            let tariff = try form.tariff(from: Data(bytes))
            contents.tariff = tariff
            contents.faults += tariff.violations(now: now).map { violation in
                let position = map.position(of: form.path(of: violation.path))
                return FileFault(position, .broken(violation.rule), violation.message, violation.fix)
            }
        } catch {
            let position = map.position(of: error.path)
            contents.faults.append(FileFault(position, .unreadableField, error.problem, error.fix))
        }
        contents.faults.sort { ($0.position.line, $0.position.column) < ($1.position.line, $1.position.column) }
        return contents
    }
}
