import CFCGI
import Glibc

/// The text of an `errno`, without the data race of `strerror`.
func systemMessage(_ code: Int32) -> String {
    var buffer = [CChar](repeating: 0, count: 256)
    guard strerror_r(code, &buffer, buffer.count) == 0 else { return "error \(code)" }
    return buffer.withUnsafeBytes { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
}

extension timeval {
    init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self.init(tv_sec: Int(seconds), tv_usec: Int(attoseconds / 1_000_000_000_000))
    }
}

/// A thread of our own, for calls that block.
///
/// All signals are blocked in it: libfcgi takes an interrupted read for a failed request. Its name, of 15 bytes at most
/// (pthread_setname_np(3)), is what `top -H` shows.
func startThread(_ name: String, _ body: @escaping @Sendable () -> Void) throws(ListenError) {
    final class Box {
        let name: String
        let body: @Sendable () -> Void
        init(_ name: String, _ body: @escaping @Sendable () -> Void) { (self.name, self.body) = (name, body) }
    }
    let box = Unmanaged.passRetained(Box(name, body))
    var thread = pthread_t()
    let code = pthread_create(
        &thread, nil,
        { argument in
            var all = sigset_t()
            sigfillset(&all)
            pthread_sigmask(SIG_BLOCK, &all, nil)
            guard let argument else { return nil }
            let box = Unmanaged<Box>.fromOpaque(argument).takeRetainedValue()
            pthread_setname_np(pthread_self(), box.name)
            box.body()
            return nil
        }, box.toOpaque())
    guard code == 0 else {
        box.release()
        throw .system(call: "pthread_create", address: name, errno: code)
    }
    pthread_detach(thread)
}
