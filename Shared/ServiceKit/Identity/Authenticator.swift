import Model
import Synchronization

/// Finds out who presents a secret, without asking the database for every request.
///
/// An answer is kept for a few seconds. That is also how long a revoked token may still work in another process; the
/// process that revokes forgets at once.
final class Authenticator: Sendable {
    /// A secret works only as what it was made for: a token's digest says nothing about sessions.
    private struct Key: Hashable {
        let purpose: Secret.Purpose
        let digest: [UInt8]
    }

    private struct Entry {
        let actor: Actor?
        let until: ContinuousClock.Instant
    }

    private struct State {
        var entries: [Key: Entry] = [:]
        /// Counts how often all was forgotten, so that an answer asked for before does not come back afterwards.
        var generation = 0
    }

    private let store: IdentityStore
    private let known = Mutex(State())
    private let lifetime: Duration
    /// A flood of made-up tokens must not fill the memory.
    private let capacity = 10_000

    init(store: IdentityStore, lifetime: Duration = .seconds(5)) {
        self.store = store
        self.lifetime = lifetime
    }

    func actor(token: some StringProtocol) async throws -> Actor? {
        let key = Key(purpose: .token, digest: Secret.digest(of: token))
        return try await self.actor(key) { digest in try await self.store.actor(tokenDigest: digest) }
    }

    func actor(session: String) async throws -> Actor? {
        let key = Key(purpose: .session, digest: Secret.digest(of: session))
        return try await self.actor(key) { digest in try await self.store.actor(sessionDigest: digest) }
    }

    func forgetAll() {
        self.known.withLock { state in
            state.entries.removeAll(keepingCapacity: true)
            state.generation += 1
        }
    }

    private func actor(_ key: Key, _ ask: ([UInt8]) async throws -> Actor?) async throws -> Actor? {
        let now = ContinuousClock.now
        let (entry, generation) = self.known.withLock { ($0.entries[key], $0.generation) }
        if let entry, entry.until > now { return entry.actor }
        let actor = try await ask(key.digest)
        self.known.withLock { state in
            guard state.generation == generation else { return }
            if state.entries.count >= self.capacity { state.entries.removeAll(keepingCapacity: true) }
            state.entries[key] = Entry(actor: actor, until: now + self.lifetime)
        }
        return actor
    }
}
