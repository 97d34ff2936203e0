import LibPQ

extension Error {
    /// Whether the database could not be asked, whatever it was asked.
    var isOutage: Bool {
        switch (self as? DatabaseError)?.code {
        case .connectionFailed, .connectionLost, .poolExhausted: true
        default: false
        }
    }
}
