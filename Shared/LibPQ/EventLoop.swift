/// The thread that watches the sockets, as a place for tasks to run.
///
/// A task usually goes on in a thread of the pool that all tasks share, which this one has to wake with every answer of a
/// server. One that does little but send statements and wait for them is faster here: sixteen tasks that insert a row each
/// insert a twentieth more (measured, two processors shared with the server).
///
/// What runs here must neither block nor compute for long: meanwhile no connection of the process hears from its server.
public enum EventLoop {
    /// To be given to `Task(executorPreference:)`, `addTask(executorPreference:)` or `withTaskExecutorPreference`.
    public static var executor: any TaskExecutor { Poller.shared }
}
