import Database
import EventBus
import FoundationEssentials
import Logging
import Model
import ServiceKit
import ServiceLifecycle

/// Sends what is due, many at a time, until its process ends.
///
/// Any number of processes may do so; the database hands every delivery to one of them.
final class WebhookWorker: Service {
    struct Options: Sendable {
        /// The most deliveries of this process at a time.
        var width = 64
        /// For how long a delivery is this process's; longer than any attempt.
        var lease = Duration.seconds(60)
        /// How often it looks by itself.
        var pollInterval = Duration.seconds(1)
        /// How long deliveries are kept.
        var retention = Duration.seconds(30 * 86_400)
        /// After how long without a single success a webhook is disabled.
        var patience = Duration.seconds(5 * 86_400)
    }

    private let store: WebhookStore
    private let sender: WebhookSender
    private let sealer: Sealer?
    private let schedule: RetrySchedule
    private let publicURL: String
    private let options: Options
    private let bell: WorkBell
    private let meters: AttemptMeters
    private let logger: Logger

    init(
        store: WebhookStore, sender: WebhookSender, tools: ProcessTools, bell: WorkBell,
        schedule: RetrySchedule = RetrySchedule(), options: Options = Options(), logger: Logger,
    ) {
        self.store = store
        self.sender = sender
        self.sealer = tools.sealer
        self.schedule = schedule
        self.publicURL = tools.publicURL ?? ""
        self.options = options
        self.bell = bell
        self.meters = AttemptMeters(tools.metrics)
        self.logger = logger
    }

    func run() async throws {
        guard let sealer else {
            self.logger.warning("Webhooks are not sent: there is no YIZHAN_SECRET_KEY")
            // A service that returns would end its process.
            try? await gracefulShutdown()
            return
        }
        await withDiscardingTaskGroup { group in
            let ringing = self.bell
            let interval = self.options.pollInterval
            // Ends with the process: the rings end the loop below, and leaving that ends this.
            group.addTask {
                try? await cancelWhenGracefulShutdown {
                    while !Task.isCancelled {
                        ringing.ring()
                        try await Task.sleep(for: interval)
                    }
                }
                ringing.ring()
            }
            group.addTask { await self.tend(sealer) }
            let flight = Flight()
            for await _ in self.bell.rings {
                if Task.isCancelled || Task.isShuttingDownGracefully { break }
                await self.answer(flight, in: &group)
            }
        }
        await self.sender.clients.shutdown()
    }

    /// Takes what is due until there is nothing, or no room.
    private func answer(_ flight: Flight, in group: inout DiscardingTaskGroup) async {
        // What was rung for ahead commits within moments; after these looks the poll finds it.
        var looks: [Duration] = self.bell.takeAhead() ? [.milliseconds(4), .milliseconds(20), .milliseconds(100)] : []
        while !Task.isShuttingDownGracefully {
            let room = self.options.width - flight.count
            guard room > 0 else { return }
            do {
                let taken = try await self.take(most: room, at: nil)
                for job in taken {
                    flight.begin()
                    group.addTask {
                        await self.perform(job, at: nil)
                        flight.end()
                        self.bell.ring()
                    }
                }
                if !taken.isEmpty { continue }
                guard !looks.isEmpty else { return }
                try await Task.sleep(for: looks.removeFirst())
            } catch {
                if !Task.isCancelled {
                    self.logger.warning("Deliveries were not taken", metadata: ["error": "\(error)"])
                }
                return
            }
        }
    }

    /// One round: takes what is due at a time, sends it, and notes what came of it.
    ///
    /// - Returns: how many were sent.
    @discardableResult
    func turn(at: Date) async throws -> Int {
        let jobs = try await self.take(most: self.options.width, at: at)
        await withTaskGroup(of: Void.self) { group in
            for job in jobs { group.addTask { await self.perform(job, at: at) } }
        }
        return jobs.count
    }

    struct Job: Sendable {
        let delivery: ClaimedDelivery
        let route: WebhookRoute?
        let event: Event?
    }

    func take(most: Int, at: Date?) async throws -> [Job] {
        guard let sealer else { return [] }
        let claimed = try await self.store.claim(most: most, lease: self.options.lease, at: at)
        guard !claimed.isEmpty else { return [] }
        let routes = try await self.store.routes(of: Set(claimed.map(\.webhook)), sealer: sealer, at: at)
        let events = try await self.store.events(at: claimed.compactMap(\.position))
        return claimed.map { delivery in
            Job(delivery: delivery, route: routes[delivery.webhook], event: delivery.position.flatMap { events[$0] })
        }
    }

    func perform(_ job: Job, at: Date?) async {
        let attempt = await self.attempt(job, at: at ?? Date())
        var verdict = self.schedule.verdict(
            tries: job.delivery.tries, status: attempt.status, retryAfter: attempt.retryAfter)
        if attempt.failure == Self.expired { verdict = .failed }
        do {
            self.meters.count(attempt, verdict)
            let failingSince = try await self.store.record(attempt, of: job.delivery, verdict, at: at)
            let now = at ?? Date()
            if verdict == .gone {
                try await self.disable(job.delivery.webhook, because: "gone")
            } else if let failingSince,
                now.timeIntervalSince(failingSince) > Double(self.options.patience.components.seconds)
            {
                try await self.disable(job.delivery.webhook, because: "failing")
            }
        } catch {
            // The lease runs out, and it is sent once more, under the same id.
            self.logger.warning(
                "A delivery was not noted", metadata: ["delivery": "\(job.delivery.id)", "error": "\(error)"])
        }
    }

    static let expired = "event-expired"
    static let locked = "secret-key-missing"

    private func attempt(_ job: Job, at: Date) async -> WebhookAttempt {
        guard let route = job.route else {
            return WebhookAttempt(at: at, url: "", failure: Self.locked)
        }
        guard let body = WebhookBody.bytes(job, isThin: route.isThin, publicURL: self.publicURL) else {
            return WebhookAttempt(at: at, url: route.url, failure: Self.expired)
        }
        return await self.sender.send(
            WebhookSender.Message(
                url: route.url, id: job.delivery.event, body: body, headers: route.headers, secrets: route.secrets,
                attempt: job.delivery.attempt, trace: job.event?.trace), at: at)
    }

    private func disable(_ webhook: String, because reason: String) async throws {
        guard let id = RecordID(webhook) else { return }
        let rule = WebhookRule(gate: self.sender.gate)
        let sealer = self.sealer
        let isDone = try await self.store.pool.withTransaction { connection in
            try await WebhookChange(
                connection: connection, holder: .program("webhooks"), rule: rule, sealer: sealer
            ).disable(id, because: reason)
        }
        if isDone { self.store.bus.ring() }
    }

    /// Seals anew after a change of keys, and deletes what is too old, now and every hour.
    private func tend(_ sealer: Sealer) async {
        try? await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await self.store.reseal(with: sealer)
                    while try await self.store.purge(olderThan: self.options.retention) == 1000 {}
                } catch {
                    if !Task.isCancelled {
                        self.logger.warning("Webhooks were not tended", metadata: ["error": "\(error)"])
                    }
                }
                try await Task.sleep(for: .seconds(3600))
            }
        }
    }
}
