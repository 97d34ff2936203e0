/// Runs something later, without a task that sleeps.
public enum Timer {
    /// Runs `action` at `deadline` on the thread that watches the sockets, so it must neither block nor take long.
    public static func schedule(at deadline: Deadline, _ action: @escaping @Sendable () -> Void) {
        Poller.shared.schedule(at: deadline, action)
    }
}
