import Database
import LibPQ
import Logging

/// Works on one slot of a subscription, as long as its lease is wanted and holds.
///
/// It handles whole batches. When a batch fails, or when whoever had the slot before did not come back from here, it goes on
/// with one event at a time, so that a failure, or a death, is put down to the event that caused it.
struct SlotRunner {
    let subscription: Subscription
    let lease: SlotLease

    /// What is remembered between turns: nothing up to `seen` is left to do.
    ///
    /// A server that has come back from a crash, or a promoted standby, may have lost a commit that did not wait for the
    /// disk, and with it the stored position. What is remembered therefore holds only for connections that were open
    /// before it was learnt (`since`): such a server has the same memory.
    fileprivate struct Place {
        var since = ContinuousClock.now
        var seen = 0
        var stored = 0
        var head = 0
        var due: Duration?
        /// What the slot asks of the log, while it is at least a page behind.
        var question: String?
        /// How many events of the log are still to be handled alone.
        var alone = 0
        /// Whether a failed event is due, which is always handled alone.
        var isRetryDue = false
        /// How many new events in a row could not be handled.
        var failed = 0

        var isCareful: Bool { self.alone > 0 || self.isRetryDue }
    }

    /// How the work on a slot goes; it goes on after a handler that had to be interrupted.
    fileprivate struct Course {
        var place = Place()
        /// How many turns in a row the database has failed.
        var outages = 0
        /// Whether what a former holder died of was put down to its event.
        var isBuried: Bool
        var isOver = false
    }

    fileprivate enum Outcome {
        case handled
        case nothing
        /// A batch, or a failed event whose turn it is, wants to be handled event by event.
        case wantsCare
        case failed
        /// The lease does not hold, or there is nothing more to this slot.
        case over
    }

    private var name: String { self.subscription.name }
    private var options: SubscriptionOptions { self.subscription.options }
    private var bus: EventBus { self.subscription.bus }

    func run() async {
        var course = Course(isBuried: self.lease.terms.trying == nil)
        course.place.alone = self.lease.terms.strikes > 0 ? self.options.batchSize : 0
        defer {
            self.bus.news.forget(self.lease.bell)
            self.bus.pages.move(self.lease, to: nil)
        }
        while !Task.isCancelled, !course.isOver, self.lease.isWanted {
            let start = course
            let (ended, isInterrupted) = await self.lease.run { await self.work(from: start) }
            course = ended
            if isInterrupted, !Task.isCancelled { await self.charge(&course) }
        }
        guard !Task.isCancelled, !course.isOver else { return }
        _ = try? await self.subscription.pool.query(EventBus.release(self.name, self.lease.terms, isDead: false))
    }

    /// Takes one turn after another, until the lease is no longer wanted, or the task is cancelled.
    private func work(from start: Course) async -> Course {
        var course = start
        while !Task.isCancelled, self.lease.isWanted {
            do {
                if !course.isBuried {
                    try await self.bury()
                    course.isBuried = true
                }
                let outcome = try await self.subscription.turnstile.pass(self.lease.pass) {
                    course.place.isCareful
                        ? try await self.turnAlone(&course.place) : try await self.turn(&course.place)
                }
                course.outages = 0
                if case .over = outcome {
                    course.isOver = true
                    break
                }
                await self.rest(after: outcome, course.place)
            } catch let error as EventBusError where error == EventBusError(.fenced) {
                course.isOver = true
                break
            } catch {
                if Task.isCancelled { break }
                await self.recover(from: error, &course)
            }
        }
        return course
    }

    /// Puts it down to the event, or the batch, in hand that its handler took too long.
    private func charge(_ course: inout Course) async {
        let overdue = HandlerOverdue(limit: self.options.handlerDeadline)
        guard course.place.isCareful, let position = self.lease.inHand else {
            course.place = course.place.caring(for: self.options.batchSize)
            return
        }
        do {
            try await self.fail(position, "\(overdue)", &course.place)
        } catch let error as EventBusError where error == EventBusError(.fenced) {
            course.isOver = true
        } catch {
            await self.recover(from: error, &course)
            course.place.alone = self.options.batchSize
        }
    }

    private func recover(from error: any Error, _ course: inout Course) async {
        course.outages += 1
        self.bus.logger.warning(
            "A batch was not handled",
            metadata: [
                "subscription": "\(self.name)", "slot": "\(self.lease.terms.slot)",
                "position": "\(course.place.seen)", "attempt": "\(course.outages)", "error": "\(error)",
            ])
        course.place = Place()
        let pause = self.options.retry.delay(afterFailures: course.outages)
        // The batch is not to blame for an outage, and is wanted as soon as it is over.
        await self.lease.bell.wait(atMost: error.isOutage ? min(pause, .seconds(2)) : pause)
    }

    // MARK: Whole batches

    /// One transaction: BEGIN travels with the fetch, COMMIT with the new position.
    ///
    /// Where another slot has read the same page, the fetch brings none: it is still what says that the lease holds, where
    /// it stands and what it may see.
    private func turn(_ place: inout Place) async throws -> Outcome {
        let known = place
        self.lease.inHand = nil
        let series = self.series(known.question)
        let (outcome, moved) = try await self.bus.pages.turn(series, after: known.seen, for: self.lease) { shared in
            try await self.borrowing { try await self.turn(on: $0, from: known, shared) }
        }
        place = moved
        return outcome
    }

    private func turn(
        on connection: Connection, from known: Place, _ shared: SharedPages.Turn,
    ) async throws -> (Outcome, Place) {
        let heard = self.bus.knownHead
        let asked = ContinuousClock.now
        let page = shared.page.flatMap { self.holds($0.since, on: connection) ? $0 : nil }
        let fetch = self.fetch(known, connection, page == nil ? self.options.batchSize : 0)
        guard let fetched = try await connection.batch(["BEGIN", fetch]).last else {
            throw EventBusError(.malformedEvent)
        }
        var rows: EventRows
        do {
            rows = try EventRows(fetched, fetched: true)
        } catch let error as EventBusError where error == EventBusError(.malformedEvent) {
            await connection.rollBack()
            return (.wantsCare, known.caring(for: self.options.batchSize))
        }
        guard rows.isComplete else {
            await connection.rollBack()
            return (.over, known)
        }
        self.bus.news.confirm(rows.head, heard: heard)
        if let page, rows.attempt == 0 {
            guard rows.take(page, asking: known.question) else {
                await connection.rollBack()
                return (.handled, known.unshared)
            }
        } else {
            shared.put(rows.question == known.question ? rows.page(since: asked) : nil)
        }
        var place = Place(seen: rows.next, stored: known.stored, head: rows.head, due: rows.due)
        place.question = rows.head - rows.next >= self.options.batchSize ? rows.question : nil
        self.bus.pages.move(self.lease, to: self.series(place.question), after: place.seen)
        if rows.events.isEmpty, rows.blocked.isEmpty, !self.mustStore(rows, known) {
            await connection.rollBack()
            return (.nothing, place)
        }
        // A failed event is handled under watch, as its handler may not survive it.
        if rows.attempt > 0 {
            await connection.rollBack()
            place = known
            place.isRetryDue = true
            return (.wantsCare, place)
        }
        if !rows.events.isEmpty {
            do {
                try await self.handle(rows, on: connection)
            } catch {
                guard !error.isOutage, !Task.isCancelled else { throw error }
                await connection.rollBack()
                self.bus.logger.notice(
                    "A batch is handled event by event",
                    metadata: ["subscription": "\(self.name)", "error": "\(error)", "events": "\(rows.events.count)"])
                return (.wantsCare, known.caring(for: rows.events.count))
            }
        }
        try await self.store(rows, on: connection)
        self.subscription.meters.handled(rows.events.count, since: rows.cameAt)
        place.stored = rows.next
        return (rows.isOver ? .over : .handled, place)
    }

    private func series(_ question: String?) -> SharedPages.Series? {
        question.map {
            SharedPages.Series(question: $0, limit: self.options.batchSize, bytes: self.options.batchBytes)
        }
    }

    // MARK: One event at a time

    /// Handles one event, having said so: whoever finds the mark of a holder that died knows what it died of.
    private func turnAlone(_ place: inout Place) async throws -> Outcome {
        let known = place
        self.lease.inHand = nil
        let reason: String
        do {
            let (outcome, moved) = try await self.borrowing { try await self.turnAlone(on: $0, from: known) }
            place = moved
            return outcome
        } catch let error as EventBusError where error == EventBusError(.malformedEvent) && error.position != nil {
            self.lease.inHand = error.position
            reason = "the event cannot be read"
        } catch {
            guard !error.isOutage, !Task.isCancelled, self.lease.inHand != nil,
                (error as? EventBusError) != EventBusError(.fenced)
            else { throw error }
            reason = "\(error)"
        }
        guard let position = self.lease.inHand else { return .nothing }
        try await self.fail(position, reason, &place)
        return .failed
    }

    /// Notes a failed event, and goes on behind it.
    private func fail(_ position: Int, _ reason: String, _ place: inout Place) async throws {
        let known = place
        let state = try await self.subscription.fail(position, reason, under: self.lease)
        self.bus.logger.warning(
            "An event was not handled",
            metadata: [
                "subscription": "\(self.name)", "position": "\(position)", "error": "\(reason)", "state": "\(state)",
            ])
        // The positions before it were looked at, and the fetch goes on behind it by what is stored.
        let isNew = position > known.stored
        place = Place(
            stored: max(known.stored, position), alone: max(known.alone - (isNew ? 1 : 0), 0),
            failed: known.failed + (isNew ? 1 : 0))
    }

    private func turnAlone(on connection: Connection, from known: Place) async throws -> (Outcome, Place) {
        let heard = self.bus.knownHead
        let fetched = try await connection.query(self.fetch(known, connection, 1))
        let rows = try EventRows(fetched, fetched: true)
        guard rows.isComplete else { return (.over, known) }
        self.bus.news.confirm(rows.head, heard: heard)
        var place = Place(
            seen: rows.next, stored: known.stored, head: rows.head, due: rows.due, alone: known.alone,
            failed: known.failed)
        guard let event = rows.events.first else {
            if rows.blocked.isEmpty, !self.mustStore(rows, known) {
                place.alone = 0
                return (.nothing, place)
            }
            try await self.store(rows, on: connection, after: ["BEGIN"])
            place.stored = rows.next
            return (rows.isOver ? .over : .handled, place)
        }
        _ = try await connection.query(EventBus.attempt(self.name, self.lease.terms, event.position))
        try await connection.script("BEGIN")
        self.lease.inHand = event.position
        try await self.handle(rows, on: connection)
        // What failed before stands apart from the log: settling it does not move the slot.
        let isRetry = rows.attempt > 0
        let done = isRetry ? EventBus.settle(self.name, self.lease.terms, event.position) : self.acknowledge(rows.next)
        _ = try await connection.batch([done, "COMMIT"])
        self.subscription.meters.handled(rows.events.count, since: rows.cameAt)
        if !isRetry {
            place.stored = rows.next
            place.alone = max(known.alone - 1, 0)
        }
        place.failed = 0
        return (.handled, place)
    }

    /// Puts a former holder's death down to the event it was handling.
    private func bury() async throws {
        guard let position = self.lease.terms.trying else { return }
        _ = try await self.subscription.fail(
            position, "whoever handled it did not come back", under: self.lease)
    }

    // MARK: What both have in common

    /// Runs a turn on a connection; what a turn that throws has begun is undone.
    private func borrowing(
        _ turn: (Connection) async throws -> (Outcome, Place),
    ) async throws -> (Outcome, Place) {
        try await EventBusError.translating {
            try await self.subscription.pool.withConnection { connection in
                do {
                    return try await turn(connection)
                } catch {
                    await connection.rollBack()
                    throw error
                }
            }
        }
    }

    /// Handles a batch; one whose handler was interrupted is not committed, whatever the handler says, because a cancelled
    /// task sends no statement.
    private func handle(_ rows: EventRows, on connection: Connection) async throws {
        let batch = EventBatch(
            subscription: self.name, events: rows.events, next: rows.next, head: rows.head,
            attempt: max(rows.attempt, 1))
        self.lease.busySince = .now
        defer { self.lease.busySince = nil }
        try await self.subscription.handler(batch, connection)
    }

    /// Whether what was learnt at a moment holds on a connection: see ``Place``.
    private func holds(_ since: ContinuousClock.Instant, on connection: Connection) -> Bool {
        !self.subscription.pool.configuration.isPooled && connection.openedAt <= since
    }

    private func fetch(_ known: Place, _ connection: Connection, _ limit: Int) -> SQL {
        let isKnown = self.holds(known.since, on: connection)
        return EventBus.fetch(
            self.name, self.lease.terms, limit: limit, bytes: limit > 1 ? self.options.batchBytes : nil,
            seen: isKnown ? known.seen : 0)
    }

    private func acknowledge(_ position: Int) -> SQL {
        EventBus.acknowledge(self.name, self.lease.terms, upTo: position, lazily: !self.options.waitsForDisk)
    }

    /// Whether it is worth a write that nothing up to here was for this slot.
    private func mustStore(_ rows: EventRows, _ known: Place) -> Bool {
        rows.isOver || (rows.next - known.stored >= self.options.unmatchedLag && rows.next != known.seen)
    }

    /// Commits that everything is done with up to where to go on, and what waits behind a failure of its key.
    private func store(_ rows: EventRows, on connection: Connection, after first: [SQL] = []) async throws {
        let parking = rows.blocked.isEmpty ? [] : [EventBus.park(self.name, self.lease.terms, rows.blocked)]
        _ = try await connection.batch(first + parking + [self.acknowledge(rows.next), "COMMIT"])
    }

    private func rest(after outcome: Outcome, _ place: Place) async {
        switch outcome {
        case .wantsCare, .over: return
        case .failed:
            // One after the other fails: it is not the events, and there is no hurry to make dead letters of them all.
            guard place.failed > 10 else { return }
            await self.lease.bell.wait(
                atMost: min(self.options.retry.delay(afterFailures: place.failed - 10), .seconds(30)))
        case .handled, .nothing:
            self.lease.look =
                place.seen > place.stored
                ? SlotLease.Look(
                    slot: self.lease.terms.slot, epoch: self.lease.terms.epoch, position: place.seen, since: place.since
                )
                : nil
            guard place.seen >= max(place.head, self.bus.knownHead), place.due != .zero else { return }
            self.bus.news.alert(self.lease.bell, after: place.seen)
            await self.lease.bell.wait(atMost: place.due)
        }
    }
}

extension SlotRunner.Place {
    /// The same place, from where so many events are to be handled one by one.
    fileprivate func caring(for events: Int) -> SlotRunner.Place {
        var place = self
        place.alone = max(events, 1)
        return place
    }

    /// The same place, where the slot reads for itself.
    fileprivate var unshared: SlotRunner.Place {
        var place = self
        place.question = nil
        return place
    }
}
