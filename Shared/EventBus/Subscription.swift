public import Database
import LibPQ
import Logging
public import ServiceLifecycle

/// A consumer of a durable subscription.
///
/// Made by ``EventBus/subscription(_:filter:options:handler:)``.
public final class Subscription: Service, Sendable {
    /// Handles a batch on the connection whose transaction also stores the new position.
    ///
    /// It must not end that transaction; when it throws, everything is rolled back and the batch comes again.
    public typealias Handler = @Sendable (EventBatch, Connection) async throws -> Void

    /// The subscription's name: one place in the log, however many consumers.
    public let name: String
    private let filter: EventFilter
    private let options: SubscriptionOptions
    private let bus: EventBus
    private let pool: Pool
    private let handler: Handler

    init(
        _ name: String, filter: EventFilter, options: SubscriptionOptions, bus: EventBus, pool: Pool,
        handler: @escaping Handler,
    ) {
        self.name = name
        self.filter = filter
        self.options = options
        self.bus = bus
        self.pool = pool
        self.handler = handler
    }

    /// Creates the subscription if need be, then handles batches until cancelled, or shut down between two batches.
    public func run() async throws {
        var place = Place()
        var failures = 0
        var isSubscribed = false
        while !Task.isCancelled, !Task.isShuttingDownGracefully {
            do {
                if !isSubscribed {
                    try await self.bus.subscribe(
                        self.name, filter: self.filter, start: self.options.start, on: self.pool)
                    isSubscribed = true
                }
                let outcome = try await self.turn(&place, attempt: failures + 1)
                failures = 0
                await self.rest(after: outcome, place)
            } catch {
                if Task.isCancelled { break }
                failures += 1
                self.bus.logger.warning(
                    "A batch was not handled",
                    metadata: [
                        "subscription": "\(self.name)", "position": "\(place.seen)", "attempt": "\(failures)",
                        "error": "\(error)",
                    ])
                place = Place()
                let pause = self.options.retry.delay(afterFailures: failures)
                // The batch is not to blame for an outage, and is wanted as soon as it is over.
                await self.rest(for: error.isOutage ? min(pause, .seconds(2)) : pause)
            }
        }
    }

    /// What this consumer remembers between turns: nothing up to `seen` is left to do, while the epoch is the same.
    ///
    /// A server that has come back from a crash, or a promoted standby, may have lost a commit that did not wait for the
    /// disk, and with it the stored position. What is remembered therefore holds only for connections that were open
    /// before it was learnt (`since`): such a server has the same memory.
    private struct Place {
        var since = ContinuousClock.now
        var seen = 0
        var stored = 0
        var head = 0
        var epoch = 0
    }

    private enum Outcome {
        case handled
        case nothing
        case taken
    }

    // One transaction: BEGIN travels with the fetch, COMMIT with the new position.
    private func turn(_ place: inout Place, attempt: Int) async throws -> Outcome {
        let known = place
        let (outcome, moved) = try await EventBusError.translating {
            try await self.pool.withConnection { connection in
                do {
                    return try await self.turn(on: connection, from: known, attempt: attempt)
                } catch {
                    await connection.rollBack()
                    throw error
                }
            }
        }
        place = moved
        return outcome
    }

    private func turn(on connection: Connection, from known: Place, attempt: Int) async throws -> (Outcome, Place) {
        let isKnown = !self.pool.configuration.isPooled && connection.openedAt <= known.since
        let fetch = EventBus.fetch(
            self.name, limit: self.options.batchSize, seen: isKnown ? known.seen : 0, epoch: isKnown ? known.epoch : 0)
        guard let fetched = try await connection.batch(["BEGIN", fetch]).last else {
            throw EventBusError(.malformedEvent)
        }
        let rows = try EventRows(fetched)
        guard rows.isComplete else {
            await connection.rollBack()
            return (.taken, known)
        }
        var place = Place(seen: rows.next, stored: known.stored, head: rows.head, epoch: rows.epoch)
        if rows.events.isEmpty, rows.next - known.stored < self.options.unmatchedLag || rows.next == known.seen {
            await connection.rollBack()
            return (.nothing, place)
        }
        if !rows.events.isEmpty {
            let batch = EventBatch(
                subscription: self.name, events: rows.events, next: rows.next, head: rows.head, attempt: attempt)
            try await self.handler(batch, connection)
        }
        let acknowledge = self.options.waitsForDisk ? EventBus.acknowledge : EventBus.acknowledgeLazily
        _ = try await connection.batch([acknowledge(self.name, rows.next, rows.epoch), "COMMIT"])
        place.stored = rows.next
        return (.handled, place)
    }

    private func rest(after outcome: Outcome, _ place: Place) async {
        switch outcome {
        case .taken:
            await self.rest(for: self.options.standby)
        case .handled, .nothing:
            guard place.seen >= max(place.head, self.bus.knownHead) else { return }
            try? await cancelWhenGracefulShutdown {
                try await self.bus.news.wait(after: place.seen)
            }
        }
    }

    private func rest(for duration: Duration) async {
        try? await cancelWhenGracefulShutdown {
            try await Task.sleep(for: duration)
        }
    }
}

extension Error {
    /// Whether the database could not be asked, whatever it was asked.
    fileprivate var isOutage: Bool {
        switch (self as? DatabaseError)?.code {
        case .connectionFailed, .connectionLost, .poolExhausted: true
        default: false
        }
    }
}
