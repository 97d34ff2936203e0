/// A transaction that has been open for long.
///
/// It takes nothing from other events, whose positions do not wait for it; its own come when it commits. But the space of
/// what is deleted meanwhile cannot be used again before it ends.
public struct OpenTransaction: Sendable, Hashable {
    /// The server process that runs it; nil for one that was prepared, which no process runs.
    public var process: Int?
    /// Whose it is, as the connection calls itself.
    public var application: String
    /// How long it has been open.
    public var age: Duration
    /// Its last statement.
    public var query: String
}
