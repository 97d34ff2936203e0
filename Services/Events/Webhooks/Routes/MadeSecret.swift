import Model
import Synchronization

/// The webhook's secret that a request has made, if it was the first with its key.
final class MadeSecret: Sendable {
    private let made = Mutex<(record: Record, secret: WebhookSecret)?>(nil)

    var value: (record: Record, secret: WebhookSecret)? { self.made.withLock { $0 } }

    func keep(_ secret: WebhookSecret, of record: Record) {
        self.made.withLock { $0 = (record, secret) }
    }
}
