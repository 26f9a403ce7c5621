/// Names a request in logs and on error pages.
enum RequestID {
    /// The web server's own (`fastcgi_param REQUEST_ID $request_id`), or a random one.
    static func make(proposed: String?) -> String {
        if let proposed, (8...64).contains(proposed.utf8.count),
            proposed.utf8.allSatisfy({
                $0 == 0x2D || (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
            })
        {
            return proposed
        }
        let digits = String(UInt64.random(in: .min ... .max), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
