import Metrics
import ServiceKit

/// The figures of attempts to deliver to webhooks.
struct AttemptMeters {
    private let registry: MetricsRegistry
    private let duration: Metrics.Timer

    init(_ registry: MetricsRegistry) {
        self.registry = registry
        self.duration = Metrics.Timer(label: "yizhan_webhook_attempt_duration", factory: registry)
        registry.describe("yizhan_webhook_attempts_total", "Attempts to deliver to webhooks, by what came of them.")
        registry.describe(
            "yizhan_webhook_attempt_duration_seconds", "How long receivers of webhooks took to answer, or to fail to.")
    }

    /// Notes an attempt, and how long the receiver took.
    func count(_ attempt: WebhookAttempt, _ verdict: RetrySchedule.Verdict) {
        let outcome =
            switch verdict {
            case .delivered: "delivered"
            case .retry: "retry"
            case .failed: "failed"
            case .gone: "gone"
            }
        Counter(label: "yizhan_webhook_attempts", dimensions: [("outcome", outcome)], factory: self.registry)
            .increment()
        self.duration.recordMilliseconds(attempt.milliseconds)
    }
}
