import Synchronization

/// Pages of a backlog that one slot reads for all of this process that ask the same of the log.
///
/// Reading is most of what fanning out costs the server, and it is the same work for every subscription. What is the same
/// is for the server to say: it judges filter and grants at every turn of every slot, and gives a digest of them
/// (``EventRows/question``), only while a whole page is waiting. Near the end of the log every slot reads for itself:
/// there is little to be spared, and nobody's event should wait for somebody else's statement.
final class SharedPages: Sendable {
    /// What a page answers; slots with the same question may still want different amounts at once.
    struct Series: Hashable {
        var question: String
        var limit: Int
        var bytes: Int?
    }

    /// What was read behind a position.
    struct Page: Sendable {
        var after: Int
        var next: Int
        var events: [Event]
        /// Whether the slot ends at `next`.
        var isOver: Bool
        /// When the oldest of them came into the log.
        var cameAt: ContinuousClock.Instant?
        /// When it was asked for: a server that has come back from a crash since may have given these positions to others.
        var since: ContinuousClock.Instant
    }

    /// One slot's turn: the page that another has read, or none, and then what it reads may be of use to others.
    struct Turn {
        let page: Page?
        fileprivate let deliver: ((Page?) -> Void)?

        /// Gives others what was read; nil when it is of no use to them.
        func put(_ page: @autoclosure () -> Page?) {
            self.deliver?(page())
        }
    }

    /// How long one waits for another's statement, which may never come back.
    private static let patience = Duration.milliseconds(250)

    private let state = Mutex(State())

    /// Notes where a slot goes on, and what it asks there: nil when it ends, or has come near the end of the log.
    func move(_ lease: SlotLease, to series: Series?, after position: Int = 0) {
        self.state.withLock { $0.move(ObjectIdentifier(lease), to: series, after: position) }
    }

    /// Takes a turn with the page after a position, if it is there; waits a moment for one that is being read.
    ///
    /// - Parameter series: nil for a slot that reads for itself.
    func turn<Result>(
        _ series: Series?, after position: Int, for lease: SlotLease, _ body: (Turn) async throws -> Result,
    ) async rethrows -> Result {
        guard let series else { return try await body(Turn(page: nil, deliver: nil)) }
        if let page = await self.page(of: series, after: position, for: lease) {
            return try await body(Turn(page: page, deliver: nil))
        }
        // Also when nothing came of it: whoever waits then reads instead.
        defer { self.put(nil, after: position, in: series, by: lease) }
        return try await body(Turn(page: nil) { self.put($0, after: position, in: series, by: lease) })
    }

    /// - Returns: nil when the slot is to read for itself, and mostly for others too.
    private func page(of series: Series, after position: Int, for lease: SlotLease) async -> Page? {
        let end = ContinuousClock.now + SharedPages.patience
        while true {
            let (page, isBeingRead) = self.state.withLock {
                $0.take(series, after: position, by: ObjectIdentifier(lease), lease.bell)
            }
            let left = end - .now
            guard isBeingRead, left > .zero, lease.isWanted, !Task.isCancelled else { return page }
            await lease.bell.wait(atMost: left)
        }
    }

    private func put(_ page: Page?, after position: Int, in series: Series, by lease: SlotLease) {
        let waiting = self.state.withLock {
            $0.put(page, after: position, in: series, by: ObjectIdentifier(lease))
        }
        for bell in waiting { bell.ring() }
    }
}
