import CFCGI
import Glibc

// FastCGI has no word for "this answer is the last": a web server that keeps connections sends the next request at once,
// and a POST that meets the close is lost (502; it may not be sent twice). But nginx keeps a connection only where nothing
// stands behind the end of the answer. So a last answer goes out in one piece with a record behind it that is for nobody.
extension Connection {
    /// Writes an answer after which the web server does not use the connection again.
    func sendLast(_ response: Response, by tape: Feed) {
        request.pointee.ipcFd = tape.descriptor
        let isWritten = write(response)
        request.pointee.ipcFd = descriptor
        let size = Int(lseek(tape.descriptor, 0, SEEK_CUR))
        guard isWritten, size > 0 else { return }
        var records = [UInt8](unsafeUninitializedCapacity: size) { buffer, initialized in
            initialized = max(0, pread(tape.descriptor, buffer.baseAddress, size, 0))
        }
        records += RecordReplies.unknownType(0)
        var sent = 0
        while sent < records.count {
            let count = records[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }
}
