import Foundation

/// Replaces a file as a whole, with its mode and its owner. A link to it stays a link.
struct FileReplacement: Sendable {
    private let path: String

    init(_ path: String) { self.path = URL(filePath: path).resolvingSymlinksInPath().path }

    /// Writes the text beside the file, and puts it in the file's place when it has been looked at and is on the disk.
    ///
    /// - Returns: what `check` made of the draft, whose path it is given.
    /// - Throws: `Failure`, or what `check` throws; the file is as it was then.
    func write<Value>(_ text: String, check: (String) throws -> Value) throws -> Value {
        let draft = "\(path).\(getpid()).new"
        var old = stat()
        guard stat(path, &old) == 0 else { throw fault("read") }
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor != -1 else { throw fault("written beside") }
        do {
            defer { close(descriptor) }
            let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false)
            try handle.write(contentsOf: Data(text.utf8))
            let value = try check(draft)
            // Whoever may not give the file to its owner would take it away from the responder.
            guard fchown(descriptor, old.st_uid, old.st_gid) == 0, fchmod(descriptor, old.st_mode & 0o7777) == 0,
                fsync(descriptor) == 0, rename(draft, path) == 0
            else { throw fault("replaced") }
            return value
        } catch {
            unlink(draft)
            throw error
        }
    }

    private func fault(_ verb: String) -> Failure {
        let reason = String(cString: strerror(errno))
        return Failure(
            "\(path) cannot be \(verb): \(reason). Nothing was changed.", fix: "run this as the file's owner.")
    }
}
