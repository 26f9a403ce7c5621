/// What `CONTENT_LENGTH` says of a body.
enum AnnouncedBody: Equatable {
    /// Nothing: servers send an empty one for no body, and none for a chunked one.
    case unknown
    case bytes(Int)
    /// Something that is no number of bytes.
    case invalid
}

extension Request {
    var announcedBody: AnnouncedBody {
        guard let text = parameters["CONTENT_LENGTH"], !text.isEmpty else { return .unknown }
        // Digits and nothing else: no sign (RFC 9110 section 8.6).
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int(text) else { return .invalid }
        return .bytes(count)
    }
}
