import CFCGI
import Glibc

/// libfcgi's start, once per process.
enum LibFCGI {
    /// The result of `FCGX_Init`; 0 is good.
    ///
    /// It takes SIGTERM and SIGUSR1 for a flag of its own that nothing here looks at, so that a process which does not
    /// handle SIGTERM could not be ended by it any more: both get back what they had. Its SIGPIPE handler stays where
    /// the process has none, since a web server may hang up at any time.
    static let status: Int32 = {
        var terminate = sigaction()
        var user = sigaction()
        sigaction(SIGTERM, nil, &terminate)
        sigaction(SIGUSR1, nil, &user)
        defer {
            sigaction(SIGTERM, &terminate, nil)
            sigaction(SIGUSR1, &user, nil)
        }
        return FCGX_Init()
    }()
}
