public import Database
import FoundationEssentials
import Logging
public import ServiceLifecycle

/// A consumer of a durable subscription: it says that it is alive, holds its share of the slots, and works on each.
///
/// Made by ``EventBus/subscription(_:filter:options:on:handler:)``.
public final class Subscription: Service, Sendable {
    /// Handles a batch on the connection whose transaction also stores the new position.
    ///
    /// It must not end that transaction. When it throws, everything is rolled back and the events come again one by one, so
    /// that only those suffer that deserve it.
    public typealias Handler = @Sendable (EventBatch, Connection) async throws -> Void

    /// The subscription's name: one place in the log, however many consumers.
    public let name: String
    let options: SubscriptionOptions
    let bus: EventBus
    let pool: Pool
    let handler: Handler
    let turnstile: Turnstile
    let meters: DeliveryMeters
    private let filter: EventFilter

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
        self.turnstile = Turnstile(options.concurrency)
        self.meters = DeliveryMeters(name, factory: bus.metrics)
    }

    /// Creates the subscription if need be, then handles batches until cancelled, or shut down between two batches.
    public func run() async throws {
        let worker = UUID()
        let bell = Bell()
        let stop = SlotLease.Stop()
        self.bus.bells.add(bell, for: self.name)
        defer { self.bus.bells.remove(bell, for: self.name) }
        await withGracefulShutdownHandler {
            await self.lead(worker, bell, stop)
        } onGracefulShutdown: {
            stop.want()
            bell.ring()
        }
        // A consumer that was cancelled says good-bye too: others need not wait for its lease to run out.
        let (pool, name) = (self.pool, self.name)
        await Task { _ = try? await pool.query(EventBus.leave(name, worker: worker), deadline: .seconds(2)) }.value
    }

    /// Keeps the leases, and a task for each; returns when all of those have ended.
    private func lead(_ worker: UUID, _ bell: Bell, _ stop: SlotLease.Stop) async {
        await withDiscardingTaskGroup { group in
            var leases: [Int: SlotLease] = [:]
            var failures = 0
            var isSubscribed = false
            var isNews = true
            while !Task.isCancelled, !stop.isWanted {
                do {
                    if !isSubscribed {
                        try await self.bus.subscribe(self.name, filter: self.filter, self.options, on: self.pool)
                        isSubscribed = true
                    }
                    let roll = try await self.beat(worker, leases.values.compactMap(\.look))
                    failures = 0
                    for terms in self.reconcile(&leases, with: roll, isNews: isNews) {
                        let lease = SlotLease(terms, until: stop)
                        leases[terms.slot] = lease
                        group.addTask {
                            await SlotRunner(subscription: self, lease: lease).run()
                            lease.isOver = true
                            bell.ring()
                        }
                    }
                    await self.abandonOverdue(&leases)
                } catch {
                    if Task.isCancelled { break }
                    failures += 1
                    if (error as? EventBusError) == EventBusError(.unknownSubscription) { isSubscribed = false }
                    self.bus.logger.warning(
                        "A subscription is not attended",
                        metadata: ["subscription": "\(self.name)", "error": "\(error)", "failures": "\(failures)"])
                    // An outage is over when it is over, and the events are wanted at once.
                    await bell.wait(atMost: min(self.options.retry.delay(afterFailures: failures), .seconds(2)))
                    continue
                }
                isNews = await bell.wait(atMost: self.options.lease / 3) || !self.bus.isListening
            }
            for lease in leases.values { lease.end() }
        }
    }

    private func beat(_ worker: UUID, _ looks: [SlotLease.Look]) async throws -> EventBus.Roll {
        try await EventBusError.translating {
            try await self.pool.withConnection { connection in
                // As for reading: a server that has come back may have lost what was handled before these looks.
                let isPooled = self.pool.configuration.isPooled
                return try await EventBus.beat(
                    self.name, worker: worker, label: self.bus.label, lease: self.options.lease,
                    looks: looks.filter { !isPooled && connection.openedAt <= $0.since }, on: connection)
            }
        }
    }

    /// Ends what is no longer held, or too much, and returns what is new.
    private func reconcile(
        _ leases: inout [Int: SlotLease], with roll: EventBus.Roll, isNews: Bool
    )
        -> [SlotLease.Terms]
    {
        let held = Dictionary(uniqueKeysWithValues: roll.leases.map { ($0.slot, $0) })
        for (slot, lease) in leases where lease.isOver || held[slot]?.epoch != lease.terms.epoch {
            lease.end()
            leases[slot] = nil
        }
        for lease in leases.values.sorted(by: { $0.terms.slot > $1.terms.slot }).prefix(roll.surplus) {
            lease.end()
        }
        // Whatever rang may concern any of them: a dead letter sent again, an end of the pause.
        if isNews {
            for lease in leases.values { lease.bell.ring() }
        }
        return roll.leases.filter { leases[$0.slot] == nil }
    }

    /// Interrupts handlers whose time is up, and takes the slots from those that ignore it: what was begun is fenced off, and
    /// another goes on, here or elsewhere.
    ///
    /// An event that was handled alone is a dead letter at once: each further attempt would cost a connection more, as none
    /// comes back from such a handler. Of a batch it is not known which event it was, so the next goes one by one.
    private func abandonOverdue(_ leases: inout [Int: SlotLease]) async {
        for (slot, lease) in leases {
            guard let since = lease.busySince, .now - since > self.options.handlerDeadline else { continue }
            // From when it was asked: a machine that is busy may be late with that.
            guard let asked = lease.interrupt(), .now - asked > .seconds(5) else { continue }
            self.bus.logger.error(
                "A handler neither returns nor heeds its deadline",
                metadata: ["subscription": "\(self.name)", "slot": "\(slot)"])
            lease.end()
            leases[slot] = nil
            self.turnstile.leave(lease.pass)
            if let position = lease.inHand {
                let reason = "the handler neither returned nor heeded its deadline of \(self.options.handlerDeadline)"
                _ = try? await self.fail(position, reason, under: lease, isFinal: true)
            }
            _ = try? await self.pool.query(EventBus.release(self.name, lease.terms, isDead: lease.inHand == nil))
        }
    }

    /// Notes that an event was not handled and goes past it, in one transaction; returns what becomes of it.
    func fail(
        _ position: Int, _ reason: String, under lease: SlotLease, isFinal: Bool = false,
    ) async throws -> String {
        let state = try await EventBusError.translating {
            try await self.pool.withConnection { connection in
                let fail = EventBus.fail(self.name, lease.terms, position, reason: reason, isFinal: isFinal)
                let past = EventBus.acknowledge(self.name, lease.terms, upTo: position, lazily: false)
                return try await connection.batch([fail, past]).first?.first?.decode(0, as: String.self) ?? ""
            }
        }
        self.meters.failed(isDead: state == "dead")
        return state
    }
}
