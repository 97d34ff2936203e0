import Model
import ServiceKit

/// Whose scheduled events somebody may look at and take back.
///
/// Those under their own source (``Publisher``): what a token has scheduled outlives it, as its source does, and is in the
/// hands of the token that takes its place under the same name.
struct ScheduleReach: Sendable {
    let actor: Actor
    /// The name in their sources; nil for whoever administers the whole, to whom all is shown.
    let name: String?
    /// The units in which its source is its own; nil stands for all.
    let units: [String]?

    init(_ context: ServiceRequestContext) throws {
        let integrator = try Integrator(context)
        self.actor = integrator.actor
        let publisher = integrator.administersAll ? nil : try Publisher(context)
        self.name = publisher?.name
        self.units = publisher?.units?.sorted()
    }
}
