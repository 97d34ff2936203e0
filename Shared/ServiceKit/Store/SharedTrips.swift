import Synchronization

/// Lets questions that are asked at the same time share one trip to the database.
///
/// A question that finds none under way goes at once, alone. Those that arrive while it is away wait for it to come back
/// and then go together. A question never takes the answer of a trip that began before it was asked, so whoever has just
/// written reads what was written. Under load one trip carries many, and the cost of a trip is what limits us.
final class SharedTrips<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private typealias Answer = CheckedContinuation<Turn, any Error>

    private enum Turn {
        case answered(Value?)
        /// Go next, for yourself and for these.
        case go(others: [(key: Key, waiter: Answer)])
    }

    private struct State {
        var travelling = 0
        var waiting: [(key: Key, waiter: Answer)] = []
    }

    private let state = Mutex(State())
    private let limit: Int
    /// The most keys of one trip.
    private let capacity = 128
    private let fetch: @Sendable ([Key]) async throws -> [Key: Value]

    /// - Parameters:
    ///   - limit: trips at the same time; with two, the server works on one while we digest the other.
    ///   - fetch: answers many at once; keys without an answer have none.
    init(limit: Int = 2, _ fetch: @escaping @Sendable ([Key]) async throws -> [Key: Value]) {
        self.limit = limit
        self.fetch = fetch
    }

    /// The value of a key, as it was at some moment after this call.
    func value(of key: Key) async throws -> Value? {
        let departs = self.state.withLock { state -> Bool in
            guard state.travelling < self.limit, state.waiting.isEmpty else { return false }
            state.travelling += 1
            return true
        }
        if departs { return try await self.travel(key, with: []) }
        let turn = try await withCheckedThrowingContinuation { (waiter: Answer) in
            let next = self.state.withLock { state -> Bool in
                // The last trip may have come back in between; then nobody would fetch us.
                guard state.travelling < self.limit, state.waiting.isEmpty else {
                    state.waiting.append((key: key, waiter: waiter))
                    return false
                }
                state.travelling += 1
                return true
            }
            if next { waiter.resume(returning: .go(others: [])) }
        }
        switch turn {
        case .answered(let value): return value
        case .go(let others): return try await self.travel(key, with: others)
        }
    }

    private func travel(_ key: Key, with others: [(key: Key, waiter: Answer)]) async throws -> Value? {
        var keys = [key]
        var seen: Set<Key> = [key]
        for other in others where seen.insert(other.key).inserted { keys.append(other.key) }
        do {
            let values = try await self.fetch(keys)
            self.sendNext()
            for other in others { other.waiter.resume(returning: .answered(values[other.key])) }
            return values[key]
        } catch {
            // One reader's disconnection is not the others' failure: the first of them goes instead.
            if Task.isCancelled, let next = others.first {
                next.waiter.resume(returning: .go(others: Array(others.dropFirst())))
                throw error
            }
            self.sendNext()
            for other in others { other.waiter.resume(throwing: error) }
            throw error
        }
    }

    /// Hands the place of a trip that has come back to the first who waits.
    private func sendNext() {
        let next = self.state.withLock { state -> (Answer, [(key: Key, waiter: Answer)])? in
            guard !state.waiting.isEmpty else {
                state.travelling -= 1
                return nil
            }
            let first = state.waiting.removeFirst()
            let others = Array(state.waiting.prefix(self.capacity - 1))
            state.waiting.removeFirst(others.count)
            return (first.waiter, others)
        }
        if let (waiter, others) = next { waiter.resume(returning: .go(others: others)) }
    }
}
