import Model
import ServiceKit

/// Somebody who keeps webhooks, and of which units.
///
/// Reading events is not enough: a webhook goes on sending them away when nobody looks, so the role of an integrator or
/// of an administrator must have been given for just that.
struct WebhookHolder: Sendable {
    let actor: Actor
    /// Nil stands for all.
    let units: [String]?

    init(_ context: ServiceRequestContext) throws {
        self.actor = try context.requireActor()
        self.units = self.actor.access.units(holding: [.integrator, .admin])
        guard self.units?.isEmpty != true else { throw Refusal.forbidden(.integrator, unit: "") }
    }
}
