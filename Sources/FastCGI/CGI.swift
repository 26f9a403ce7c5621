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
        guard reader.headBytes <= limits.headBytes else { return .failure(.headTooLarge(limit: limits.headBytes)) }
        guard var request = reader.request() else { return .failure(.malformed) }
        switch request.announcedBody {
        case .unknown: break
        case .invalid: return .failure(.malformed)
        case .bytes(let count):
            let limit = application.bodyLimit(for: request.head)
            guard count <= limit else { return .failure(.bodyTooLarge(limit: limit)) }
            guard let body = read(count, from: input) else { return .failure(.malformed) }
            request.body = body
        }
        return .success(request)
    }

    /// Exactly so many bytes; `nil` where the input ends before.
    private static func read(_ count: Int, from input: Int32) -> [UInt8]? {
        let body = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = Glibc.read(input, buffer.baseAddress?.advanced(by: filled), count - filled)
                if got < 0, errno == EINTR { continue }
                guard got > 0 else { return }
                filled += got
            }
        }
        return body.count == count ? body : nil
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
