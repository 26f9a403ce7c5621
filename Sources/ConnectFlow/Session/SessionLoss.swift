/// Why there is no session to go on with: one word, for the log.
enum SessionLoss: String, Error, Hashable {
    /// No cookie at all came with a post of our own page.
    case blocked
    /// Other sessions' cookies came, or none with a post that may not be our page's.
    case missing
    case malformed, tampered
    /// Sealed under a secret that we have not (any more).
    case unknownKey = "unknown_key"
    /// Idle for too long, or past its absolute end.
    case expired
    /// Last used later than now: a clock is wrong by more than ``Session/clockTolerance``.
    case future
    /// What was kept of the sign-in is of no use to the provider's code.
    case unusableGrant = "unusable_grant"
    /// The provider wants a sign-in afresh.
    case signedOut = "signed_out"

    init(_ error: SealError) {
        switch error {
        case .malformed, .failed: self = .malformed
        case .unknownKey: self = .unknownKey
        case .tampered: self = .tampered
        }
    }
}
