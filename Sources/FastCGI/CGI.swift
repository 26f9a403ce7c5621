import Glibc
import HTTPTypes

/// One request of a plain CGI process (RFC 3875): environment and standard input in, standard output out.
///
/// The arguments are never looked at: a query string without `=` arrives there (RFC 3875 section 4.4).
public enum CGI {
    /// Whether this process was started as a CGI program.
    public static func isRequest(environment: [String: String]) -> Bool {
        environment["GATEWAY_INTERFACE"]?.hasPrefix("CGI/") ?? false
    }

    /// Answers the one request.
    ///
    /// - Parameters:
    ///   - application: what answers.
    ///   - limits: `headBytes` holds; the web server keeps the others.
    ///   - environment: `NAME=value` as bytes, since a header field need not be UTF-8.
    ///   - input: where the body is read.
    ///   - output: where the answer goes.
    public static func serve(
        _ application: some Responder, limits: Limits = Limits(), environment: [[UInt8]] = processEnvironment,
        input: Int32 = 0, output: Int32 = 1
    ) async {
        signal(SIGPIPE, SIG_IGN)
        var reader = ParameterReader(headLimit: limits.headBytes)
        for entry in environment {
            (entry + [0]).withUnsafeBytes { buffer in
                if let text = buffer.baseAddress?.assumingMemoryBound(to: CChar.self) { reader.read(text) }
            }
        }
        let response: Response
        switch receive(reader, application, limits, input) {
        case .success(let request): response = await application.respond(to: request)
        case .failure(let refusal): response = application.respond(to: refusal, of: reader.request())
        }
        let body = response.hasBody(answering: reader.method) ? response.body : []
        write(response.cgiHead(answering: reader.method) + body, to: output)
    }

    /// The environment of this process, byte for byte.
    public static var processEnvironment: [[UInt8]] {
        var entries: [[UInt8]] = []
        var entry = environ
        while let text = entry.pointee {
            entries.append([UInt8](UnsafeRawBufferPointer(start: text, count: strlen(text))))
            entry += 1
        }
        return entries
    }

    private static func receive(
        _ reader: ParameterReader, _ application: some Responder, _ limits: Limits, _ input: Int32
    ) -> Result<Request, Refusal> {
        guard var request = reader.request() else { return .failure(.malformed) }
        let isHeadTooLarge = reader.headBytes > limits.headBytes
        let limit = isHeadTooLarge ? 0 : application.bodyLimit(for: request.head)
        let announced = request.announcedBody
        switch announced {
        case .unknown:
            // A chunked body has no length: the web server takes the chunks apart, and ends the input behind them.
            guard request.head.headerFields[.transferEncoding] != nil else { break }
            request.body = read(limit + 1, from: input)
        case .invalid: return .failure(.malformed)
        case .bytes(let count): request.body = read(min(count, limit + 1), from: input)
        }
        if request.body.count > limit {
            skip(announced, from: input, read: request.body.count)
            return .failure(isHeadTooLarge ? .headTooLarge(limit: limits.headBytes) : .bodyTooLarge(limit: limit))
        }
        if isHeadTooLarge { return .failure(.headTooLarge(limit: limits.headBytes)) }
        if case .bytes(let count) = announced, count != request.body.count { return .failure(.malformed) }
        return .success(request)
    }

    /// Reads what is left of a body that nobody wants: mod_cgid's input and output are one socket, and what is unread
    /// there when we end takes the answer with it. Up to 8 MB; web servers are told to take less.
    private static func skip(_ announced: AnnouncedBody, from input: Int32, read count: Int) {
        var rest = 8 * 1024 * 1024
        if case .bytes(let all) = announced { rest = min(rest, all - count) }
        while rest > 0 {
            let got = read(min(rest, 64 * 1024), from: input).count
            guard got > 0 else { return }
            rest -= got
        }
    }

    /// So many bytes; fewer where the input ends before.
    private static func read(_ count: Int, from input: Int32) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = Glibc.read(input, buffer.baseAddress?.advanced(by: filled), count - filled)
                if got < 0, errno == EINTR { continue }
                guard got > 0 else { return }
                filled += got
            }
        }
    }

    private static func write(_ bytes: [UInt8], to output: Int32) {
        var count = 0
        while count < bytes.count {
            let written = bytes.withUnsafeBytes {
                Glibc.write(output, $0.baseAddress?.advanced(by: count), bytes.count - count)
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return }
            count += written
        }
    }
}
