import Model
import ServiceKit

/// Somebody who publishes events, and under which source: a program with its token, or a person who looks after what
/// goes to other systems.
///
/// A token's source is `/integrators/{unit}/{token}`: a unit in which it has the role of an integrator, and its name; what
/// follows after a further slash is its own affair. A person's is `/integrators/{unit}/person:{account}`, which no token
/// and no login of the database can have, because a colon in their names would be escaped: a subscriber who trusts a
/// system's source hears nothing from people. So nobody speaks for a service, for another system, nor for a unit that is
/// not theirs, and a token that takes another one's place under the same name goes on under the same source.
struct Publisher: Sendable {
    static let root = "/integrators/"
    private static let person = "person:"

    let actor: Actor
    /// The units it may publish for; nil stands for all.
    let units: Set<String>?
    /// Its name, as a part of a path.
    let name: String

    init(_ context: ServiceRequestContext) throws {
        let integrator = try Integrator(context)
        self.actor = integrator.actor
        self.units = integrator.units.map(Set.init)
        self.name = self.actor.tokenName?.queryEscaped ?? "\(Self.person)\(self.actor.name.queryEscaped)"
    }

    /// Its source in a unit.
    func source(in unit: String) -> String { "\(Self.root)\(unit)/\(self.name)" }

    /// The unit of a source that is its own, else nil.
    func unit(ofOwn source: String) -> String? {
        guard source.hasPrefix(Self.root) else { return nil }
        let unit = String(source.dropFirst(Self.root.count).prefix { $0 != "/" })
        let own = self.source(in: unit)
        guard self.publishes(for: unit), source == own || source.hasPrefix("\(own)/") else { return nil }
        return unit
    }

    func publishes(for unit: String) -> Bool { self.units?.contains(unit) ?? true }

    /// One of its sources, to show what they are like.
    var example: String { self.source(in: self.units?.min() ?? OrganisationalUnit.root) }
}
