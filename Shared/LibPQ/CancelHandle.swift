import CLibPQ

/// What it takes to ask the server to cancel a connection's current statement.
///
/// `@unchecked Sendable`: a `PGcancel` is a read-only copy of the connection's address and key, and libpq documents
/// that `PQcancel` may be called with it from any thread.
final class CancelHandle: @unchecked Sendable {
    private let raw: OpaquePointer

    init?(_ connection: OpaquePointer) {
        guard let raw = PQgetCancel(connection) else { return nil }
        self.raw = raw
    }

    deinit {
        PQfreeCancel(self.raw)
    }

    /// Returns when the server has delivered the request; whether it hit anything only the statement's answer tells.
    func send(until deadline: Deadline) async -> Bool {
        let request = { @Sendable in
            var message = [CChar](repeating: 0, count: 256)
            return PQcancel(self.raw, &message, Int32(message.count)) == 1
        }
        let outcome = await BlockingCall.run(until: deadline, cancellable: false, discard: { _ in }, request)
        guard case .finished(let delivered) = outcome else { return false }
        return delivered
    }
}
