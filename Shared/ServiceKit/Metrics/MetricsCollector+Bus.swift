import Database
import EventBus
import FoundationEssentials

extension MetricsCollector {
    /// Connections to the database, by the service whose they are.
    static func pools(_ pools: [String: Pool]) -> MetricsCollector {
        MetricsCollector("pools") { exposition in
            for (name, pool) in pools.sorted(by: { $0.key < $1.key }) {
                let figures = pool.statistics
                let label = [(name: "pool", value: name)]
                let help = "Connections to the database, by what they do."
                exposition.gauge(
                    "yizhan_pool_connections", help, Double(figures.idle), label + [("state", "idle")])
                exposition.gauge(
                    "yizhan_pool_connections", help, Double(figures.leased), label + [("state", "in_use")])
                exposition.gauge(
                    "yizhan_pool_connections_max", "The most connections to the database.",
                    Double(pool.options.maximum), label)
                exposition.gauge(
                    "yizhan_pool_waiting", "Tasks that wait for a connection.", Double(figures.waiting), label)
                exposition.counter(
                    "yizhan_pool_connections_opened_total", "Connections that were opened.",
                    Double(figures.opened), label)
                exposition.summary(
                    "yizhan_pool_wait_seconds", "How long tasks that found no free connection have waited.", label,
                    count: Double(figures.waits.count), sum: figures.waits.spent.inSeconds)
                exposition.counter(
                    "yizhan_pool_waits_failed_total", "Tasks that have waited for a connection in vain.",
                    Double(figures.waits.fruitless), label)
            }
        }
    }

    /// What the bus does in this process.
    static func bus(_ bus: EventBus) -> MetricsCollector {
        MetricsCollector("bus") { exposition in
            let figures = bus.statistics
            exposition.gauge(
                "yizhan_bus_listening", "Whether ticks are heard of at once, 1 or 0; without, they are polled for.",
                figures.listening.isListening ? 1 : 0)
            exposition.counter(
                "yizhan_bus_listener_connections_total", "How often a connection has begun to listen.",
                Double(figures.listening.connected))
            if let silence = figures.listening.silence {
                exposition.gauge(
                    "yizhan_bus_notification_age_seconds", "How long ago the last notification came.",
                    silence.inSeconds)
            }
            exposition.counter(
                "yizhan_bus_rings_total", "How often the doorbell was rung after a commit.", Double(figures.rings))
            exposition.summary(
                "yizhan_bus_tick_seconds", "How long the ticks of this process have taken.",
                count: Double(figures.ticks.made), sum: figures.ticks.spent.inSeconds)
            exposition.counter(
                "yizhan_bus_ticks_failed_total", "Ticks that were tried in vain.", Double(figures.ticks.failed))
            exposition.gauge(
                "yizhan_bus_head", "The position of the last event that this process knows of.", Double(figures.head))
            exposition.gauge(
                "yizhan_bus_waiters", "Readers that wait for news: streams, long polls, subscriptions.",
                Double(figures.waiters))
        }
    }

    /// How the subscriptions stand that this process may move: its own, or all in a process that operates the bus.
    static func subscriptions(_ operators: [SubscriptionOperator]) -> MetricsCollector {
        MetricsCollector("subscriptions") { exposition in
            var subscriptions: [SubscriptionStatus] = []
            for administrator in operators { subscriptions += try await administrator.subscriptions() }
            for status in subscriptions {
                let label = [(name: "subscription", value: status.name)]
                exposition.gauge(
                    "yizhan_subscription_lag_events", "Events that a subscription has not looked at.",
                    Double(status.lag), label)
                exposition.gauge(
                    "yizhan_subscription_lag_seconds",
                    "How long ago the oldest event came that a subscription has not looked at.",
                    max(-(status.waitingSince?.timeIntervalSinceNow ?? 0), 0), label)
                for (outcome, count) in [("acknowledged", status.acknowledged), ("refused", status.refused)] {
                    exposition.counter(
                        "yizhan_subscription_receipts_events_total",
                        "Events that were acknowledged or refused by receipt, over HTTP or in SQL.", Double(count),
                        label + [("outcome", outcome)])
                }
                exposition.gauge(
                    "yizhan_subscription_replaying_events", "Events that are still to be handed out once more.",
                    Double(status.replaying), label)
                let failures =
                    "Events that a subscription could not handle: to be tried again, behind one of their key, or dead."
                for (state, count) in [
                    ("retrying", status.retrying), ("waiting", status.waiting), ("dead", status.dead),
                ] {
                    exposition.gauge(
                        "yizhan_subscription_failures", failures, Double(count), label + [("state", state)])
                }
                exposition.gauge(
                    "yizhan_subscription_active", "Whether a subscription goes on, 1, or is paused or suspended, 0.",
                    status.isPaused || status.suspendedSince != nil ? 0 : 1, label)
                exposition.gauge(
                    "yizhan_subscription_slots", "Into how many parts the work of a subscription is divided.",
                    Double(status.slots.count), label)
                exposition.gauge(
                    "yizhan_subscription_slots_held", "How many of these parts somebody works on.",
                    Double(status.slots.count { $0.holder != nil }), label)
            }
        }
    }

    /// What the database says of the log and of itself; every process that is asked says the same.
    static func log(_ bus: EventBus) -> MetricsCollector {
        MetricsCollector("log") { exposition in
            let pulse = try await bus.pulse(deadline: Self.patience)
            exposition.gauge("yizhan_log_head", "The position of the last event.", Double(pulse.head))
            exposition.counter("yizhan_log_ticks_total", "Ticks that found something new.", Double(pulse.tick))
            exposition.gauge(
                "yizhan_log_waiting_events", "Committed events without a position, counted up to 1000.",
                Double(pulse.waiting))
            exposition.gauge(
                "yizhan_log_wait_seconds", "For how long committed events have waited for a position.",
                pulse.wait.inSeconds)
            exposition.gauge(
                "yizhan_log_advancing", "Whether committed events get positions, 1 or 0.", pulse.isAdvancing ? 1 : 0)
            exposition.gauge(
                "yizhan_postgres_notify_queue_usage_ratio",
                "How full the server's queue of notifications is; at 1, whoever notifies cannot commit.",
                pulse.queueUsage)
            exposition.gauge(
                "yizhan_postgres_oldest_transaction_seconds", "The age of the oldest open transaction in the database.",
                pulse.oldestTransaction.inSeconds)
        }
    }
}

extension MetricsRegistry {
    /// Says what the figures mean that the bus leaves while it works.
    func describeDeliveries() {
        self.describe(
            "yizhan_bus_events_handled_total",
            "Events that consumers of this process have handled, or could not: to be tried again, or dead.")
        self.describe(
            "yizhan_bus_delivery_latency_seconds",
            "From the time that the oldest event of a batch gives to the commit of its effects.")
    }
}
