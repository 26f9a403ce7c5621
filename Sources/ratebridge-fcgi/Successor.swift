import FastCGI
import Glibc

/// The program once more, on the same socket: its file may be another by now.
///
/// The new process has the socket on fd 0, and a pipe on fd 3 on which it says that it serves.
enum Successor {
    /// Tells a new process what it is; the value is whether the socket was `opened` or `inherited` by the old one.
    private static let variable = "RATEBRIDGE_SUCCEEDS"
    private static let pipeDescriptor: Int32 = 3
    /// How long the new process may take to start.
    private static let patience: Int32 = 10

    enum Failure: Error, CustomStringConvertible {
        case system(String, Int32)
        case ended(Int32)
        case silent

        var description: String {
            switch self {
            case .system(let call, let code): "\(call): \(String(cString: strerror(code)))"
            case .ended(let status):
                status & 0x7F == 0
                    ? "the new process ended with \(status >> 8 & 0xFF) before it served"
                    : "the new process ended by signal \(status & 0x7F) before it served"
            case .silent: "the new process did not serve within \(Successor.patience) seconds, and was killed"
            }
        }
    }

    /// The file of this program as it was started. Resolved at the start, but for symbolic links: a release is often
    /// exchanged by pointing one elsewhere.
    static let program: String? = {
        let name = CommandLine.arguments.first ?? ""
        func isProgram(_ path: String) -> Bool { access(path, X_OK) == 0 }
        func absolute(_ path: String) -> String {
            guard !path.hasPrefix("/"), let folder = getcwd(nil, 0) else { return path }
            defer { free(folder) }
            return String(cString: folder) + "/" + path
        }
        if name.contains("/") { return isProgram(name) ? absolute(name) : nil }
        let folders = getenv("PATH").map { String(cString: $0) } ?? ""
        return folders.split(separator: ":").map { "\($0)/\(name)" }.first(where: isProgram).map(absolute)
    }()

    /// Starts the program with this process's arguments.
    ///
    /// - Returns: its process, which serves.
    static func start(_ socket: ListeningSocket, _ environment: [String: String]) throws(Failure) -> pid_t {
        guard let program else { throw .system("argv[0]", ENOENT) }
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw .system("pipe", errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        let child: pid_t
        do {
            defer { close(ends[1]) }
            child = try spawn(program, socket, ends[1], environment)
        }
        var watched = pollfd(fd: ends[0], events: Int16(POLLIN), revents: 0)
        var byte: UInt8 = 0
        let isReadable = poll(&watched, 1, patience * 1000) == 1
        if isReadable, read(ends[0], &byte, 1) == 1 { return child }
        if !isReadable { kill(child, SIGKILL) }
        var status: Int32 = 0
        waitpid(child, &status, 0)
        throw isReadable ? .ended(status) : .silent
    }

    private static func spawn(
        _ program: String, _ socket: ListeningSocket, _ pipe: Int32, _ environment: [String: String]
    ) throws(Failure) -> pid_t {
        var variables = environment.filter { !["LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES"].contains($0.key) }
        if case .inherited = socket.address {
            variables[variable] = "inherited"
        } else {
            variables[variable] = "opened"
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        // In this order: the socket may stand where the pipe is to be.
        posix_spawn_file_actions_adddup2(&actions, socket.descriptor, 0)
        posix_spawn_file_actions_adddup2(&actions, pipe, pipeDescriptor)
        var arguments = CommandLine.arguments.map { strdup($0) } + [nil]
        var entries = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for text in arguments + entries { free(text) } }
        var child: pid_t = 0
        let code = posix_spawn(&child, program, &actions, nil, &arguments, &entries)
        guard code == 0 else { throw .system("posix_spawn \(program)", code) }
        return child
    }
}

extension Successor {
    /// The socket that this process was handed over, if it is a new one.
    static func socket(_ environment: [String: String], listen: String?) throws(ListenError) -> ListeningSocket? {
        switch environment[variable] {
        case "opened":
            guard let listen else { return try ListeningSocket(handedOver: nil) }
            return try ListeningSocket(handedOver: ListenAddress(listen))
        case "inherited": return try ListeningSocket(handedOver: nil)
        default: return nil
        }
    }

    /// Says that this process serves.
    ///
    /// - Returns: `false` where the old one has given up waiting, so that this one must not.
    static func sayReady(_ environment: [String: String]) -> Bool {
        guard environment[variable] != nil else { return true }
        defer { close(pipeDescriptor) }
        return write(pipeDescriptor, "+", 1) == 1
    }
}
