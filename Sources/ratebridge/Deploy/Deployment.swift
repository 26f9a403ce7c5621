import ArgumentParser

/// The files of deploy/ for one installation.
struct Deployment: Sendable {
    /// What they are for.
    enum Kind: String, ExpressibleByArgument, CaseIterable, Sendable {
        case nginx, apache, lighttpd
        case sharedHosting = "shared-hosting"
        case systemd
        case scaleOut = "scale-out"
    }

    /// Apache's way to the responder.
    enum Module: String, ExpressibleByArgument, CaseIterable, Sendable {
        case proxy = "proxy_fcgi"
        case fcgid, cgid

        var file: String { self == .proxy ? "proxy-fcgi" : rawValue }
    }

    struct File: Sendable, Equatable {
        let path: String
        var text: String

        var isProgram: Bool { text.hasPrefix("#!") }
    }

    let kind: Kind
    let place: DeploymentPlace
    let module: Module
    /// The provider's name in configuration; `nil` where the settings decide.
    let provider: String?

    /// What to write.
    ///
    /// - Throws: `Failure` where a shipped file has no longer what is to be put in its place.
    func files() throws(Failure) -> [File] {
        var files = shipped(names)
        switch kind {
        case .nginx:
            try replace("unix:/run/ratebridge/fcgi.sock", "unix:\(place.socket)", in: &files)
            if place.mount.isEmpty {
                try replace("connect.example.com", place.host, in: &files)
            } else {
                try replace("/connect/lunar", place.mount, in: &files)
            }
        case .apache:
            let definitions = "Define RATEBRIDGE_MOUNT \(place.mount)/\n    Define RATEBRIDGE_SOCKET \(place.socket)\n"
            try replace("connect.example.com", place.host, in: &files)
            try replace("Define RATEBRIDGE_MOUNT /\n", definitions, in: &files)
            try replace("Include ratebridge/proxy-fcgi.conf", "Include ratebridge/\(module.file).conf", in: &files)
        case .lighttpd:
            try replace("/run/ratebridge/fcgi.sock", place.socket, in: &files)
            if !place.mount.isEmpty { try replace("/connect/lunar", place.mount, in: &files) }
        case .sharedHosting:
            try replace("https://www.example.com/connect", place.publicURL, in: &files)
            if let provider { try replace("PROVIDER=octopus-energy-uk", "PROVIDER=\(provider)", in: &files) }
            let up = String(repeating: "../", count: place.mount.split(separator: "/").count + 1)
            try replace("folder=../../ratebridge", "folder=\(up)ratebridge", in: &files)
        case .systemd:
            try replace("/run/ratebridge/fcgi.sock", place.socket, in: &files)
            if let provider {
                try replace("[Service]\n", "[Service]\nEnvironment=PROVIDER=\(provider)\n", in: &files)
            }
        case .scaleOut:
            let folder = place.socket.prefix(upTo: place.socket.lastIndex(of: "/") ?? place.socket.endIndex)
            try replace("unix:/run/ratebridge/", "unix:\(folder)/", in: &files)
            try replace("connect.example.com", place.host, in: &files)
            try replace("location / {", "location \(place.mount)/ {", in: &files)
            try replace("^()(", "^(\(place.mount))(", in: &files)
            try replace("~ ^/(", "~ ^\(place.mount)/(", in: &files)
            try replace("303 /?", "303 \(place.mount)/?", in: &files)
        }
        return files
    }

    /// The shipped files that belong to this installation.
    private var names: [String] {
        let folder = shippedFiles.keys.filter { $0.hasPrefix("\(kind.rawValue)/") }.sorted()
        let (root, below) = place.mount.isEmpty ? ("root.conf", "sub-path.conf") : ("sub-path.conf", "root.conf")
        return switch kind {
        case .nginx where place.mount.isEmpty:
            folder.filter { !["nginx/loopback.conf", "nginx/root.conf", "nginx/sub-path.conf"].contains($0) }
        case .nginx:
            folder.filter {
                !["nginx/loopback.conf", "nginx/root.conf", "nginx/own-host.conf", "nginx/at-root.conf"].contains($0)
            }
        case .apache:
            folder.filter { name in
                let isOther = Module.allCases.contains { $0 != module && name == "apache/\($0.file).conf" }
                return !isOther && (module != .proxy || name != "apache/ratebridge.cgi")
            }
        case .lighttpd: folder.filter { $0 != "lighttpd/\(below)" || $0 == "lighttpd/\(root)" }
        case .scaleOut: folder + ["nginx/fastcgi_params", "nginx/limit-zones.conf", "nginx/limits.conf"]
        case .sharedHosting, .systemd: folder
        }
    }

    /// Web servers include them as `ratebridge/…`. What a shipped file says of its examples is left out.
    private func shipped(_ names: [String]) -> [File] {
        names.compactMap { name in
            guard let text = shippedFiles[name] else { return nil }
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                .filter { !$0.contains(/^#.*Put your (path|name) in place of/) && !$0.contains("# Or fcgid.conf") }
            let path = name.drop { $0 != "/" }.dropFirst()
            let isIncluded = [.nginx, .apache, .lighttpd, .scaleOut].contains(kind)
            return File(path: isIncluded ? "ratebridge/\(path)" : String(path), text: lines.joined(separator: "\n"))
        }
    }

    private func replace(_ example: String, _ ours: String, in files: inout [File]) throws(Failure) {
        guard files.contains(where: { $0.text.contains(example) }) else {
            throw Failure("deploy/\(kind.rawValue) does not have '\(example)', which was to be put in place.")
        }
        for index in files.indices { files[index].text = files[index].text.replacing(example, with: ours) }
    }
}
