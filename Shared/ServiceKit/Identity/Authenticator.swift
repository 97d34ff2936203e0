import Database
import Model
import Synchronization

/// Finds out who presents a secret, without asking the database for every request.
///
/// An answer is kept for a few seconds, and forgotten as soon as the database announces that somebody's rights have
/// changed. A process that does not listen at the moment cannot be told: it forgets what it knew, and keeps answers no
/// longer than a second.
final class Authenticator: Sendable {
    /// A secret works only as what it was made for: a token's digest says nothing about sessions.
    private struct Key: Hashable {
        let purpose: Secret.Purpose
        let digest: [UInt8]
    }

    private struct Entry {
        let actor: Actor?
        let asked: ContinuousClock.Instant
    }

    private struct State {
        var entries: [Key: Entry] = [:]
        /// Counts how often all was forgotten, so that an answer asked for before does not come back afterwards.
        var generation = 0
        var isListening = false

        mutating func forgetAll() {
            self.entries.removeAll(keepingCapacity: true)
            self.generation += 1
        }
    }

    private let store: IdentityStore
    private let known = Mutex(State())
    private let lifetime: Duration
    private let lifetimeUnheard: Duration
    /// A flood of made-up tokens must not fill the memory.
    private let capacity = 10_000

    init(store: IdentityStore, lifetime: Duration = .seconds(5), lifetimeUnheard: Duration = .seconds(1)) {
        self.store = store
        self.lifetime = lifetime
        self.lifetimeUnheard = min(lifetime, lifetimeUnheard)
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
        self.known.withLock { $0.forgetAll() }
    }

    /// Takes note of what was heard on ``IdentitySchema/channel``.
    func hear(_ event: ListenerEvent) {
        self.known.withLock { state in
            switch event {
            case .notification: break
            case .resync: state.isListening = true
            case .lost: state.isListening = false
            }
            // In each case what was learnt before may be wrong by now.
            state.forgetAll()
        }
    }

    private func actor(_ key: Key, _ ask: ([UInt8]) async throws -> Actor?) async throws -> Actor? {
        let now = ContinuousClock.now
        let (entry, generation) = self.known.withLock { state -> (Entry?, Int) in
            let lifetime = state.isListening ? self.lifetime : self.lifetimeUnheard
            return (state.entries[key].flatMap { now - $0.asked < lifetime ? $0 : nil }, state.generation)
        }
        if let entry { return entry.actor }
        let actor = try await ask(key.digest)
        self.known.withLock { state in
            guard state.generation == generation else { return }
            if state.entries.count >= self.capacity { state.entries.removeAll(keepingCapacity: true) }
            state.entries[key] = Entry(actor: actor, asked: now)
        }
        return actor
    }
}
