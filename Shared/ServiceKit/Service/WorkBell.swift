import Synchronization

/// Wakes the one worker of a service in this process; what it misses, it finds when it looks by itself.
public final class WorkBell: Sendable {
    /// Whether what was rung for may not be committed yet.
    private let isAhead = Mutex(false)
    private let bell: AsyncStream<Void>.Continuation
    /// The rings; only one worker may listen.
    public let rings: AsyncStream<Void>

    init() {
        (self.rings, self.bell) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// Says that there is work.
    public func ring() {
        self.bell.yield()
    }

    /// Says inside a transaction that there will be work when it has committed, which is soon.
    public func ringAhead() {
        self.isAhead.withLock { $0 = true }
        self.bell.yield()
    }

    /// Whether somebody has rung ahead since this was asked for the last time.
    public func takeAhead() -> Bool {
        self.isAhead.withLock { value in
            defer { value = false }
            return value
        }
    }
}
