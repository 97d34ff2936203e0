public import Model

/// Who is asking, and what that one may do where.
public struct Actor: Sendable {
    /// How the actor stands in histories and events: a person's account name or a token's name.
    public let name: String
    /// What tells the actor from others of the same name: tokens may be called alike.
    public let key: String
    /// The types of events that the actor may read, with `*` for anything; nil for all.
    public let eventTypes: [String]?
    /// What the actor may do.
    public let access: Access

    /// Creates an actor.
    ///
    /// - Parameters:
    ///   - name: how it stands in histories.
    ///   - key: what tells it from others of the same name; the name when left out.
    ///   - eventTypes: the types of events that it may read; nil for all.
    ///   - access: what it may do.
    public init(name: String, key: String? = nil, eventTypes: [String]? = nil, access: Access) {
        self.name = name
        self.key = key ?? name
        self.eventTypes = eventTypes
        self.access = access
    }

    /// The token's name when it is a program that holds one; nil for a person.
    ///
    /// No person's account has a colon in its name.
    public var tokenName: String? {
        self.name.hasPrefix("token:") ? String(self.name.dropFirst("token:".count)) : nil
    }

    /// The program itself, which may do everything: imports of demo data, date-driven steps.
    public static func system(_ name: String) -> Actor {
        Actor(name: name, access: Access([Grant(role: .admin, units: .all)]))
    }
}

/// A role in some organisational units, those below them included.
public struct Grant: Sendable, Hashable {
    /// The role.
    public let role: Role
    /// Where it holds.
    public let units: Units

    /// Creates a grant.
    public init(role: Role, units: Units) {
        self.role = role
        self.units = units
    }

    /// A set of organisational units.
    public enum Units: Sendable, Hashable {
        /// Every unit, present and future.
        case all
        /// These, by their codes; units below are already in the set.
        case these(Set<String>)
    }
}

/// Everything that an actor may do.
public struct Access: Sendable {
    private let grants: [Grant]

    /// Collects grants.
    public init(_ grants: [Grant]) {
        self.grants = grants
    }

    /// Whether the actor holds at least this role for the unit.
    public func allows(_ role: Role, in unit: String) -> Bool {
        self.grants.contains { grant in
            guard grant.role.includes(role) else { return false }
            return switch grant.units {
            case .all: true
            case .these(let codes): codes.contains(unit)
            }
        }
    }

    /// Whether the actor holds at least this role anywhere.
    public func allows(_ role: Role) -> Bool {
        self.grants.contains { $0.role.includes(role) }
    }

    /// The units for which the actor holds at least this role; nil stands for all.
    public func units(_ role: Role) -> [String]? {
        var codes: Set<String> = []
        for grant in self.grants where grant.role.includes(role) {
            switch grant.units {
            case .all: return nil
            case .these(let some): codes.formUnion(some)
            }
        }
        return codes.sorted()
    }

    /// The units for which the actor holds exactly one of these roles; nil stands for all.
    ///
    /// For what is no question of rank: whoever may look at records may not therefore send them elsewhere.
    public func units(holding roles: Set<Role>) -> [String]? {
        Access(self.grants.filter { roles.contains($0.role) }).units(.integrator)
    }

    /// Whether the actor may read a record.
    ///
    /// - Parameters:
    ///   - unit: the unit that keeps it.
    ///   - isOpen: whether its type, or the record itself, is open to the whole house.
    public func mayRead(unit: String?, isOpen: Bool) -> Bool {
        isOpen ? self.allows(.integrator) : self.allows(.integrator, in: unit ?? "")
    }

    /// Whether the actor may read a record of a type.
    public func mayRead(_ record: Record, of resource: Resource) -> Bool {
        self.mayRead(unit: record.unit, isOpen: resource.audience.includesEveryone(for: record))
    }

    /// The units all of whose records the actor may read; nil stands for all.
    ///
    /// Integrators read as viewers do.
    public var readableUnits: [String]? {
        self.units(.integrator)
    }
}
