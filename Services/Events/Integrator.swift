import Model
import ServiceKit

/// Somebody who has events sent or kept for other systems, and of which units.
///
/// Reading events is not enough: a webhook goes on sending them away, and a subscription collecting them, when nobody
/// looks, so the role of an integrator or of an administrator must have been given for just that.
struct Integrator: Sendable {
    let actor: Actor
    /// Nil stands for all.
    let units: [String]?
    /// Those of them whose systems they look after, and not only themselves; nil stands for all.
    ///
    /// A token is one system among others of its unit, and what those have subscribed is none of its business, unless it was
    /// given the role to administer. A person of the unit is who the systems belong to.
    let lookedAfter: [String]?

    init(_ context: ServiceRequestContext) throws {
        self.actor = try context.requireActor()
        self.units = self.actor.access.units(holding: [.integrator, .admin])
        self.lookedAfter = self.actor.tokenName == nil ? self.units : self.actor.access.units(holding: [.admin])
        guard self.units?.isEmpty != true else { throw Refusal.forbidden(.integrator, unit: "") }
    }

    /// Whether everything is theirs to look after, also what belongs to no unit.
    var administersAll: Bool { self.actor.access.units(holding: [.admin]) == nil }
}
