import CFCGI
import Glibc

/// A file in memory, from which libfcgi reads the records that an ``Intake`` has let through.
///
/// So libfcgi never waits for a sender, and never sees a byte that was not looked at.
final class Feed {
    private(set) var descriptor: Int32
    private var size = 0

    /// Made before the first request comes: when descriptors are out, those that were let in are still served.
    init() throws(ListenError) {
        descriptor = Self.open()
        guard descriptor >= 0 else { throw .system(call: "memfd_create", address: "a reader thread", errno: errno) }
    }

    private static func open() -> Int32 {
        memfd_create("fastcgi-records", 1 /* MFD_CLOEXEC */)
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Replaces the content, and goes back to its start.
    ///
    /// - Returns: whether there is memory for it.
    func load(_ records: [UInt8]) -> Bool {
        if descriptor < 0 { descriptor = Self.open() }
        guard descriptor >= 0 else { return false }
        // Nothing of an earlier request may stand behind this one.
        if size > records.count, ftruncate(descriptor, records.count) != 0 { return false }
        size = records.count
        return pwrite(descriptor, records, size, 0) == size && lseek(descriptor, 0, SEEK_SET) == 0
    }

    /// libfcgi closes what it reads from when it cannot use it.
    func wasClosed() {
        (descriptor, size) = (-1, 0)
    }
}
