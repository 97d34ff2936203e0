import Logging
import ServiceLifecycle
import Synchronization

/// The time between being asked to end and refusing connections.
///
/// A balancer learns from `/readyz` that a process is about to go, but only when it asks the next time. Until then it still
/// sends requests, which are answered as long as ``patience`` lasts.
final class Drain: Service {
    private let patience: Duration
    private let logger: Logger
    private let begun = Atomic(false)

    init(patience: Duration, logger: Logger) {
        self.patience = patience
        self.logger = logger
    }

    /// Whether the process has been asked to end.
    var hasBegun: Bool { self.begun.load(ordering: .relaxed) }

    /// Holds back the end of everything that started before it.
    func run() async throws {
        try await gracefulShutdown()
        self.begun.store(true, ordering: .relaxed)
        guard self.patience > .zero else { return }
        self.logger.notice("Asked to end; requests are still answered", metadata: ["for": "\(self.patience)"])
        try await Task.sleep(for: self.patience)
    }
}
