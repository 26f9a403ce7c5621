import Glibc

/// A small private file: locked with `flock`, replaced as a whole. Every call may block.
struct TokenFile: Sendable {
    private let descriptor: Int32

    /// A system call that failed.
    struct Fault: Error, CustomStringConvertible {
        let call: String
        let path: String
        let code: Int32

        var description: String { "\(call) \(path): \(String(cString: strerror(code)))" }
    }

    /// Locks the file, which is made where there is none.
    ///
    /// - Returns: `nil` while somebody else has the lock.
    static func lock(_ path: String) throws(Fault) -> TokenFile? {
        // The file is replaced by whoever has the lock: a lock on one that is no longer in its place is none.
        for _ in 0..<10 {
            let descriptor = try check("open", path) { open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600) }
            guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
                let code = errno
                Glibc.close(descriptor)
                if code == EWOULDBLOCK { return nil }
                throw Fault(call: "flock", path: path, code: code)
            }
            var (ours, current) = (stat(), stat())
            if fstat(descriptor, &ours) == 0, stat(path, &current) == 0, ours.st_ino == current.st_ino,
                ours.st_dev == current.st_dev
            {
                return TokenFile(descriptor: descriptor)
            }
            Glibc.close(descriptor)
        }
        return nil
    }

    /// Gives the lock back.
    func close() {
        Glibc.close(descriptor)
    }

    /// The whole text; empty where there is no file.
    static func read(_ path: String) throws(Fault) -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        if descriptor == -1, errno == ENOENT { return "" }
        _ = try check("open", path) { descriptor }
        defer { Glibc.close(descriptor) }
        var text: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16 * 1024)
        while true {
            let count = try check("read", path) { Glibc.read(descriptor, &chunk, chunk.count) }
            // Larger than any token that is accepted: not ours.
            guard count > 0, text.count < 64 * 1024 else { break }
            text += chunk[..<count]
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Writes a text beside the file, and puts it in the file's place when it is on the disk.
    static func write(_ text: String, _ path: String) throws(Fault) {
        let draft = "\(path).\(getpid())"
        let descriptor = try check("open", draft) {
            open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        }
        do throws(Fault) {
            defer { Glibc.close(descriptor) }
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                let count = try check("write", draft) {
                    rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
                }
                rest = rest.dropFirst(count)
            }
            _ = try check("fsync", draft) { fsync(descriptor) }
            _ = try check("rename", path) { rename(draft, path) }
        } catch {
            unlink(draft)
            throw error
        }
    }

    private static func check<Number: FixedWidthInteger>(
        _ call: String, _ path: String, _ body: () -> Number
    ) throws(Fault) -> Number {
        while true {
            let result = body()
            guard result == -1 else { return result }
            let code = errno
            if code != EINTR { throw Fault(call: call, path: path, code: code) }
        }
    }
}
