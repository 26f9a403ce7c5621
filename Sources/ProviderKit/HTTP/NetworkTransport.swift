import AsyncHTTPClient
import FoundationEssentials
import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOSSL

/// The network, through async-http-client.
///
/// What that library does by default and this does not: its time-out ends with the answer's head (here the whole call is
/// raced), it repeats refused connections until the deadline, it opens at most eight connections to a host, and it follows
/// redirects (a password must not).
public struct NetworkTransport: HTTPTransport {
    /// The largest answer that is read: 4 MB. A year of half-hourly prices is about 2 MB.
    public static let answerLimit = 4 * 1024 * 1024

    private let client: HTTPClient

    /// Sets the client up; connections are shared by everybody who uses this value.
    ///
    /// - Parameters:
    ///   - caFile: PEM file of the certificate authorities to trust instead of the system's.
    ///   - maximumConnections: per host.
    public init(caFile: String? = nil, maximumConnections: Int = 8192) {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        var tls = TLSConfiguration.makeClientConfiguration()
        if let caFile { tls.trustRoots = .file(caFile) }
        configuration.tlsConfiguration = tls
        configuration.httpVersion = .http1Only
        // Above the deadline of any call: what is to be reported is the call's time-out, not the library's own.
        configuration.timeout.connect = .seconds(120)
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = maximumConnections
        configuration.connectionPool.idleTimeout = .seconds(15)
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Closes every connection; nothing can be sent afterwards.
    public func shutdown() async {
        try? await client.shutdown()
    }

    /// Sends over the network; see ``HTTPTransport/send(_:deadline:)``.
    public func send(_ call: HTTPCall, deadline: ContinuousClock.Instant) async throws(HTTPFailure) -> HTTPAnswer {
        guard deadline > .now else { throw .timedOut }
        let outcome = await withTaskGroup(of: Result<HTTPAnswer, HTTPFailure>.self) { group in
            group.addTask { await self.perform(call, deadline: deadline) }
            group.addTask {
                try? await Task.sleep(until: deadline, clock: .continuous)
                return .failure(.timedOut)
            }
            let first = await group.next()
            group.cancelAll()
            return first ?? .failure(.timedOut)
        }
        return try outcome.get()
    }

    private func perform(_ call: HTTPCall, deadline: ContinuousClock.Instant) async -> Result<HTTPAnswer, HTTPFailure> {
        var request = HTTPClientRequest(url: call.url.absoluteString)
        request.method = HTTPMethod(rawValue: call.method.rawValue)
        for field in call.headerFields { request.headers.add(name: field.name.rawName, value: field.value) }
        if !call.body.isEmpty { request.body = .bytes(ByteBuffer(bytes: call.body)) }
        let (seconds, attoseconds) = (deadline - .now).components
        let remaining = TimeAmount.nanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
        do {
            let response = try await client.execute(request, deadline: .now() + remaining)
            let body = try await response.body.collect(upTo: Self.answerLimit)
            // What a cancelled call has read may end anywhere.
            guard !Task.isCancelled else { return .failure(.timedOut) }
            var fields = HTTPFields()
            for (name, value) in response.headers {
                if let name = HTTPField.Name(name) { fields.append(HTTPField(name: name, value: value)) }
            }
            return .success(
                HTTPAnswer(
                    status: HTTPResponse.Status(code: Int(response.status.code)), headerFields: fields,
                    body: Array(body.readableBytesView)))
        } catch is NIOTooManyBytesError {
            return .failure(.answerTooLarge(limit: Self.answerLimit))
        } catch let error as HTTPClientError {
            let isOver =
                [.deadlineExceeded, .cancelled, .connectTimeout, .getConnectionFromPoolTimeout].contains(error)
                || Task.isCancelled
            return .failure(isOver ? .timedOut : .unreachable(error.shortDescription))
        } catch {
            // A call that is cancelled breaks off in many ways.
            if Task.isCancelled { return .failure(.timedOut) }
            return .failure(.unreachable(Self.summary(of: error)))
        }
    }

    /// The kind of error and the system's words for it, without addresses or contents.
    private static func summary(of error: any Error) -> String {
        if let error = error as? IOError { return error.description }
        if error is NIOSSLError || error is BoringSSLError { return "TLS: \(error)" }
        return String(describing: type(of: error))
    }
}
