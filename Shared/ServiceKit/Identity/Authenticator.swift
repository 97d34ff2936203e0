import Model
import Synchronization

/// Finds out who presents a secret, without asking the database for every request.
///
/// An answer is kept for a few seconds. That is also how long a revoked token may still work in another process; the
/// process that revokes forgets at once.
final class Authenticator: Sendable {
    private struct Entry {
        let actor: Actor?
        let until: ContinuousClock.Instant
    }

    private let store: IdentityStore
    private let known = Mutex<[[UInt8]: Entry]>([:])
    private let lifetime: Duration
    /// A flood of made-up tokens must not fill the memory.
    private let capacity = 10_000

    init(store: IdentityStore, lifetime: Duration = .seconds(5)) {
        self.store = store
        self.lifetime = lifetime
    }

    func actor(token: some StringProtocol) async throws -> Actor? {
        try await self.actor(Secret.digest(of: token)) { digest in try await self.store.actor(tokenDigest: digest) }
    }

    func actor(session: String) async throws -> Actor? {
        try await self.actor(Secret.digest(of: session)) { digest in try await self.store.actor(sessionDigest: digest) }
    }

    func forgetAll() {
        self.known.withLock { $0.removeAll(keepingCapacity: true) }
    }

    private func actor(_ digest: [UInt8], _ ask: ([UInt8]) async throws -> Actor?) async throws -> Actor? {
        let now = ContinuousClock.now
        if let entry = self.known.withLock({ $0[digest] }), entry.until > now { return entry.actor }
        let actor = try await ask(digest)
        self.known.withLock { known in
            if known.count >= self.capacity { known.removeAll(keepingCapacity: true) }
            known[digest] = Entry(actor: actor, until: now + self.lifetime)
        }
        return actor
    }
}
