import CFCGI
import Synchronization

/// Where a request stands between its arrival and its answer.
struct Parking {
    enum Phase {
        /// libfcgi has what it needs.
        case open
        /// The application works on the request; its buffers may go.
        case waiting
        /// They are gone until the answer is there.
        case parked
    }

    var phase = Phase.open
    /// Counts the requests of a connection, so that who comes late does not touch the next one.
    var turn = 0
}

// libfcgi takes nine kilobytes for an answer before there is one: a quarter of what a request costs that waits for
// somebody slow, and thousands of them wait at once. So a request that does wait gives them back, and libfcgi is told
// once more that it has begun when the answer is there.
extension Connection {
    /// Called by the owner before the application has the request.
    func startWaiting() -> Int {
        parking.withLock { parking in
            parking.turn += 1
            parking.phase = .waiting
            return parking.turn
        }
    }

    /// Frees what only the answer needs, unless it has been given already.
    func park(_ turn: Int) {
        parking.withLock { parking in
            guard parking.turn == turn, parking.phase == .waiting else { return }
            FCGX_Free(request, 0)
            parking.phase = .parked
        }
    }

    /// Called by whoever has the answer, before it is sent.
    ///
    /// - Returns: whether there is memory to send it.
    func unpark(_ feed: borrowing Mutex<Feed>) -> Bool {
        let wasParked = parking.withLock { parking in
            defer { parking.phase = .open }
            return parking.phase == .parked
        }
        guard wasParked else { return true }
        let id = UInt16(truncatingIfNeeded: request.pointee.requestId)
        var records: [UInt8] = []
        records.append(RecordHeader(kind: RecordKind.begin, requestID: id, contentLength: 8))
        records.append(bigEndian: 1 << 48 | UInt64(request.pointee.keepConnection != 0 ? 1 : 0) << 40)
        records.append(RecordHeader(kind: RecordKind.parameters, requestID: id, contentLength: 0))
        return feed.withLock { $0.load(records) && accept(from: $0) }
    }

    /// Lets libfcgi read the beginning of a request.
    func accept(from feed: Feed) -> Bool {
        // A set `keepConnection` makes FCGX_Accept_r read from this descriptor instead of accepting one of its own;
        // the web server's own wish replaces it. A set `detached` keeps it from waiting for the peer when it closes.
        request.pointee.keepConnection = 1
        request.pointee.detached = 1
        request.pointee.ipcFd = feed.descriptor
        guard FCGX_Accept_r(request) == 0 else {
            feed.wasClosed()
            return false
        }
        request.pointee.ipcFd = descriptor
        return true
    }
}
