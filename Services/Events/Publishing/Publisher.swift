import HTTPTypes
import Model
import ServiceKit

/// A program that publishes events, and under which source.
///
/// Its source is `/integrators/{unit}/{token}`: a unit in which its token has the role of an integrator, and the token's
/// name; what follows after a further slash is its own affair. So nobody speaks for a service, nor for a unit that is not
/// theirs, and a token that takes another one's place under the same name goes on under the same source.
struct Publisher: Sendable {
    static let root = "/integrators/"

    let actor: Actor
    /// The units it may publish for; nil stands for all.
    let units: Set<String>?
    /// Its token's name, as a part of a path.
    let name: String

    init(_ context: ServiceRequestContext) throws {
        guard let name = try context.requireActor().tokenName else { throw Problem.noToken }
        let integrator = try Integrator(context)
        self.actor = integrator.actor
        self.units = integrator.units.map(Set.init)
        self.name = name.queryEscaped
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

extension Problem {
    /// A person has no source of events.
    fileprivate static let noToken = Problem(
        .forbidden, "token-needed", Label(zh: "需要令牌", en: "A token is needed"),
        detail: Label(
            zh: "只有其他系统可以凭令牌发布事件；人员的操作由各服务自行发布。",
            en: "Events are published by other systems, with a token; what people do is published by the services."))
}
