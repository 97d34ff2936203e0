public import Model

/// Why something asked for is not done, other than a fault in the values.
public enum Refusal: Error, Sendable {
    /// There is no such record, or none that the actor may know of.
    case notFound
    /// The actor lacks a role for the unit.
    case forbidden(Role, unit: String)
    /// The record has changed since it was read; its present version.
    case stale(current: Int64)
    /// The request says which version it means neither by an ETag nor otherwise.
    case versionMissing
    /// There is no such transition.
    case unknownTransition(String)
    /// The transition cannot be taken from the record's state.
    case transition(Transition, state: State?, possible: [Transition])
    /// The same idempotency key was used for another request.
    case idempotencyKeyReused
}
