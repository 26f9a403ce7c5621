import CFCGI
import Glibc

/// A file in memory, from which libfcgi reads the records that an ``Intake`` has let through.
///
/// So libfcgi never waits for a sender, and never sees a byte that was not looked at.
final class Feed {
    private(set) var descriptor: Int32 = -1

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Replaces the content, and goes back to its start.
    ///
    /// - Returns: whether there is memory for it.
    func load(_ records: [UInt8]) -> Bool {
        if descriptor < 0 { descriptor = memfd_create("fastcgi-records", 1 /* MFD_CLOEXEC */) }
        guard descriptor >= 0 else { return false }
        // Cut to length: nothing of an earlier request may stand behind this one.
        return pwrite(descriptor, records, records.count, 0) == records.count
            && ftruncate(descriptor, records.count) == 0 && lseek(descriptor, 0, SEEK_SET) == 0
    }

    /// libfcgi closes what it reads from when it cannot use it.
    func wasClosed() {
        descriptor = -1
    }
}
