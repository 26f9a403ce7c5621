import AsyncHTTPClient
import FoundationEssentials
import Glibc
import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// The network, through async-http-client.
///
/// What that library does by default and this does not: its time-out ends with the answer's head (here the whole call is
/// raced), it repeats refused connections until the deadline, it opens at most eight connections to a host, and it follows
/// redirects (a password must not).
public struct NetworkTransport: HTTPTransport {
    /// The largest answer that is read: 4 MB. A year of half-hourly prices is about 2 MB.
    public static let answerLimit = 4 * 1024 * 1024

    /// Names are looked up one after the other by each of a group's threads. Where a name server says nothing, those who wait
    /// for another name are held up; so who must not be has threads apart.
    private static let apart = MultiThreadedEventLoopGroup(numberOfThreads: max(1, System.coreCount / 2))

    /// Made for the first call: it starts threads.
    private let client: Lazily<HTTPClient>

    /// Sets the client up; connections are shared by everybody who uses this value.
    ///
    /// - Parameters:
    ///   - caFile: PEM file of the certificate authorities to trust instead of the system's.
    ///   - maximumConnections: per host.
    ///   - isApart: whether a name that others wait for must not hold its calls up.
    public init(caFile: String? = nil, maximumConnections: Int = 8192, isApart: Bool = false) {
        client = Lazily { Self.client(caFile, maximumConnections, isApart: isApart) }
    }

    private static func client(_ caFile: String?, _ maximumConnections: Int, isApart: Bool) -> HTTPClient {
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
        configuration.tracing.tracer = nil
        configuration.http1_1ConnectionDebugInitializer = { channel in
            channel.eventLoop.makeCompletedFuture {
                try channel.pipeline.syncOperations.addHandler(FlushOnce(), position: .first)
            }
        }
        return HTTPClient(
            eventLoopGroup: isApart ? apart : MultiThreadedEventLoopGroup.singleton, configuration: configuration)
    }

    /// Starts its threads now, while there are descriptors for them: without, NIO ends the process.
    public func prepare() { _ = client.value }

    /// Closes every connection; nothing can be sent afterwards.
    public func shutdown() async {
        try? await client.made?.shutdown()
    }

    /// Sends over the network; see ``HTTPTransport/send(_:deadline:)``.
    ///
    /// By futures rather than the library's `async` calls, whose frames each call that waits would keep: thousands of
    /// logins wait at once.
    public func send(_ call: HTTPCall, deadline: ContinuousClock.Instant) async throws(HTTPFailure) -> HTTPAnswer {
        let remaining = deadline - .now
        guard remaining > .zero else { throw .timedOut }
        let (seconds, attoseconds) = remaining.components
        let time = TimeAmount.nanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
        do {
            let task = try start(call, within: time)
            let response = try await withTaskCancellationHandler {
                try await task.futureResult.get()
            } onCancel: {
                task.cancel()
            }
            return HTTPAnswer(response)
        } catch {
            throw HTTPFailure(error)
        }
    }

    private func start(_ call: HTTPCall, within time: TimeAmount) throws -> HTTPClient.Task<HTTPClient.Response> {
        let headers = HTTPHeaders(call.headerFields.map { ($0.name.rawName, $0.value) })
        let request = try HTTPClient.Request(
            url: call.url.absoluteString, method: HTTPMethod(rawValue: call.method.rawValue), headers: headers,
            body: call.body.isEmpty ? nil : .byteBuffer(ByteBuffer(bytes: call.body)))
        let task = client.value.execute(
            request: request, delegate: ResponseAccumulator(request: request, maxBodySize: Self.answerLimit))
        // The library's own deadline ends with the answer's head: it has none, and this one is for all of the call.
        let alarm = task.eventLoop.scheduleTask(in: time) { task.fail(reason: HTTPClientError.deadlineExceeded) }
        task.futureResult.whenComplete { _ in alarm.cancel() }
        return task
    }
}

extension HTTPAnswer {
    fileprivate init(_ response: HTTPClient.Response) {
        var fields = HTTPFields()
        for (name, value) in response.headers {
            if let name = HTTPField.Name(name) { fields.append(HTTPField(name: name, value: value)) }
        }
        self.init(
            status: HTTPResponse.Status(code: Int(response.status.code)), headerFields: fields,
            body: response.body.map { Array($0.readableBytesView) } ?? [])
    }
}

extension HTTPFailure {
    fileprivate init(_ error: any Error) {
        switch error {
        case is ResponseAccumulator.ResponseTooBigError:
            self = .answerTooLarge(limit: NetworkTransport.answerLimit)
        case let error as HTTPClientError:
            let isOver = [.deadlineExceeded, .cancelled, .connectTimeout, .getConnectionFromPoolTimeout].contains(error)
            self = isOver ? .timedOut : .unreachable(error.shortDescription)
        default: self = .unreachable(Self.summary(of: error))
        }
    }

    /// The kind of error and the system's words for it, without addresses or contents.
    private static func summary(of error: any Error) -> String {
        if let error = error as? NIOConnectionError {
            if let failure = error.connectionErrors.first { return summary(of: failure.error) }
            if error.dnsAError ?? error.dnsAAAAError != nil { return "the name '\(error.host)' cannot be resolved" }
        }
        // The library's words for it begin with "connection reset", whatever it was.
        if let error = error as? IOError { return String(cString: strerror(error.errnoCode)) }
        if error is NIOSSLError || error is BoringSSLError { return "TLS: \(error)" }
        // Its description has the names that stand in the peer's certificate.
        if let error = error as? NIOSSLExtraError, error == .failedToValidateHostname {
            return "TLS: the certificate is another host's"
        }
        return String(describing: type(of: error))
    }
}
