public import Model

/// How far the example office has been set up.
public struct DemoProgress: Sendable {
    /// What is being entered.
    public let phase: Label
    /// How many records of it are there.
    public let done: Int
    /// How many there will be.
    public let total: Int
}
