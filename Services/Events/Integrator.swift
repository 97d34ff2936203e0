import EventBus
import Model
import ServiceKit

/// Somebody who has events sent or kept for other systems, and of which units.
///
/// Reading events is not enough: a webhook goes on sending them away, and a subscription collecting them, when nobody
/// looks, so the role of an integrator or of an administrator must have been given for just that.
struct Integrator: Sendable {
    let actor: Actor
    /// The events that they may have sent or kept: of the units in which they hold the role, and of their types.
    let reach: EventReach
    /// Those of them whose systems they look after, and not only themselves; nil stands for all.
    ///
    /// A token is one system among others of its unit, and what those have subscribed is none of its business, unless it was
    /// given the role to administer. A person of the unit is who the systems belong to.
    let lookedAfter: [String]?

    init(_ context: ServiceRequestContext) throws {
        self.actor = try context.requireActor()
        let units = self.actor.access.units(holding: [.integrator, .admin])
        self.reach = EventReach(types: self.actor.eventTypes, units: units)
        self.lookedAfter = self.actor.tokenName == nil ? units : self.actor.access.units(holding: [.admin])
        guard units?.isEmpty != true else { throw Refusal.forbidden(.integrator, unit: "") }
    }

    private init(_ actor: Actor) {
        self.actor = actor
        self.reach = .all
        self.lookedAfter = nil
    }

    /// The service itself, which looks after everything.
    static func program(_ name: String) -> Integrator { Integrator(.system(name)) }

    /// The units in which they hold the role; nil stands for all.
    var units: [String]? { self.reach.units }

    /// Whether everything is theirs to look after, also what belongs to no unit.
    var administersAll: Bool { self.actor.access.units(holding: [.admin]) == nil }
}
