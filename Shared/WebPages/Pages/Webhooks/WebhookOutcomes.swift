import Model

/// How it went lately with a webhook.
public struct WebhookOutcomes: Sendable {
    /// What has become of a delivery that was tried.
    public enum Outcome: Sendable, Hashable {
        /// The receiver has taken it.
        case delivered
        /// It was tried and is tried again.
        case retrying
        /// It is given up.
        case failed
    }

    /// The last attempt.
    public struct Attempt: Sendable {
        /// When, RFC 3339.
        public var at: String
        /// What was answered; nil when nothing was.
        public var status: Int64?
        /// Why nothing was answered.
        public var failure: String?

        /// Describes an attempt.
        public init(at: String, status: Int64? = nil, failure: String? = nil) {
            self.at = at
            self.status = status
            self.failure = failure
        }
    }

    /// The last deliveries that were tried, oldest first.
    public var outcomes: [Outcome]
    /// The last attempt; nil when there was none lately.
    public var last: Attempt?
    /// How many deliveries wait, up to one more than ``mostWaiting``.
    public var waiting: Int

    /// So many are counted; beyond that nobody wants to know it exactly.
    public static let mostWaiting = 1000

    /// Describes how it went.
    public init(outcomes: [Outcome] = [], last: Attempt? = nil, waiting: Int = 0) {
        self.outcomes = outcomes
        self.last = last
        self.waiting = waiting
    }

    /// The share of them that were taken, in percent, rounded down so that 100 means all; nil when none was tried.
    var share: Int? {
        self.outcomes.isEmpty ? nil : 100 * self.outcomes.count { $0 == .delivered } / self.outcomes.count
    }
}

extension WebhookOutcomes {
    func waitingText(_ language: DisplayLanguage) -> String {
        self.waiting > Self.mostWaiting
            ? Texts.moreThan(Self.mostWaiting)(language) : self.waiting.grouped
    }
}
