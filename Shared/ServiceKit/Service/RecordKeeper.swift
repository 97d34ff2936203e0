public import Database
public import Model

/// The one way in which records change: permission, declaration, rule, table, history, event, doorbell.
///
/// The HTTP interface, the pages, imports and the example office all come through here, so none of them can do what
/// another is refused.
public struct RecordKeeper: Sendable {
    private let pool: Pool
    let stores: StoreDirectory
    private let creations: SharedCreations
    private let ring: @Sendable () -> Void
    private let clock: @Sendable () -> Instant

    /// Creates a keeper.
    ///
    /// - Parameters:
    ///   - ring: rings the bus's doorbell, after a commit.
    ///   - clock: tells the time; tests set it.
    public init(
        pool: Pool, stores: StoreDirectory, ring: @escaping @Sendable () -> Void,
        clock: @escaping @Sendable () -> Instant = { Instant.now },
    ) {
        self.pool = pool
        self.stores = stores
        self.creations = SharedCreations(stores, pool: pool)
        self.ring = ring
        self.clock = clock
    }

    // MARK: Create

    /// Makes a record from what was sent.
    ///
    /// - Throws: ``ValidationError``, ``DoubtfulChange``, ``Refusal`` or a database error; nothing is left behind by any of
    ///   them.
    public func create(
        _ resource: Resource, _ input: JSON, as actor: Actor, doubts: Doubts = .ignored,
        on connection: Connection? = nil,
    ) async throws -> StoredJSON {
        let store = self.stores[resource]
        let change = try self.newChange(resource, input, as: actor)
        let stored = try await self.perform(change, store, as: actor, doubts, on: connection)
        guard let stored else { preconditionFailure("an insert returns its row or throws") }
        return stored
    }

    func newChange(_ resource: Resource, _ input: JSON, as actor: Actor) throws -> Change {
        var record = try resource.validateNew(input)
        let unit = try self.unit(record.unit, for: actor)
        guard actor.access.allows(.editor, in: unit) else { throw Refusal.forbidden(.editor, unit: unit) }
        record.object["unit"] = .string(unit)
        record.object["state"] = .string(resource.lifecycle.initial)
        let names = resource.fields.map(\.name).filter { record.object[$0] != nil }
        return Change(
            .create, id: RecordID.generate(), before: nil, after: record, changed: names, actor: actor.name,
            at: self.clock())
    }

    /// The unit that was named, or the only one that the actor can mean.
    private func unit(_ given: String?, for actor: Actor) throws -> String {
        if let given { return given }
        if let units = actor.access.units(.editor) {
            if units.isEmpty { throw Refusal.forbidden(.editor, unit: "") }
            if units.count == 1 { return units[0] }
        }
        throw ValidationError("/unit", .required, .unitNeeded)
    }

    // MARK: Change

    /// Edits a record by a JSON Merge Patch.
    ///
    /// - Parameter version: the version that the editor saw; nil leaves out the check for concurrent edits.
    public func update(
        _ resource: Resource, id: RecordID, patch: JSON, expecting version: Int64?, as actor: Actor,
        doubts: Doubts = .ignored, on connection: Connection? = nil,
    ) async throws -> StoredJSON {
        try await self.change(
            resource, id: id, expecting: version, as: actor, needing: .editor, doubts, on: connection
        ) { before in
            let (after, changed) = try resource.validateChange(patch, of: before)
            // Handing a record to another unit needs the right on both sides.
            if let target = after.unit, target != before.unit, !actor.access.allows(.editor, in: target) {
                throw Refusal.forbidden(.editor, unit: target)
            }
            return (.update, after, changed)
        }
    }

    /// Takes a step of a record's lifecycle.
    ///
    /// - Parameter input: the fields that the transition accepts.
    public func transition(
        _ resource: Resource, id: RecordID, name: String, input: JSON = .object(JSONObject()),
        expecting version: Int64?, as actor: Actor, on connection: Connection? = nil,
    ) async throws -> StoredJSON {
        guard let transition = resource.lifecycle.transition(name) else { throw Refusal.unknownTransition(name) }
        return try await self.change(
            resource, id: id, expecting: version, as: actor, needing: transition.role, on: connection
        ) { before in
            let state = before.state ?? resource.lifecycle.initial
            guard transition.from.contains(state) else {
                throw Refusal.transition(
                    transition, state: resource.lifecycle.state(state),
                    possible: resource.lifecycle.transitions(from: state))
            }
            try Self.requireAccepted(input, by: transition, of: resource)
            var (after, changed) = try resource.validateChange(input, of: before)
            after.object["state"] = .string(transition.to)
            if transition.to != state { changed.insert("state", at: 0) }
            let missing = transition.requires.filter { after.object[$0] == nil }
            if !missing.isEmpty {
                throw ValidationError(
                    missing.map { name in
                        Issue("/\(name)", .required, .requiredBy(transition, resource.anyField(name)?.label))
                    })
            }
            return (.transition(transition), after, changed)
        }
    }

    private static func requireAccepted(_ input: JSON, by transition: Transition, of resource: Resource) throws {
        guard case .object(let object) = input else {
            throw ValidationError("", .type, .anObject)
        }
        let foreign = object.keys.filter { !transition.accepts.contains($0) }
        guard foreign.isEmpty else {
            throw ValidationError(foreign.map { Issue("/\($0)", .unknownField, .notWith(transition)) })
        }
    }

    /// Removes a record.
    ///
    /// Its history stays, and its id is never used again.
    public func delete(
        _ resource: Resource, id: RecordID, expecting version: Int64?, as actor: Actor,
        on connection: Connection? = nil,
    ) async throws {
        _ = try await self.change(
            resource, id: id, expecting: version, as: actor, needing: .editor, on: connection
        ) { before in (.delete, before, []) }
    }

    private typealias Plan = (kind: Change.Kind, after: Record, changed: [String])

    private func change(
        _ resource: Resource, id: RecordID, expecting version: Int64?, as actor: Actor, needing role: Role,
        _ doubts: Doubts = .ignored, on connection: Connection?, _ plan: (Record) throws -> Plan,
    ) async throws -> StoredJSON {
        let store = self.stores[resource]
        let stored = try await self.inTransaction(on: connection) { connection in
            guard let before = try await store.record(id: id, on: connection, locking: true) else {
                throw Refusal.notFound
            }
            let unit = before.unit ?? ""
            // Who may not read a record is not told that it exists either, nor its version.
            guard actor.access.mayRead(before, of: resource) else { throw Refusal.notFound }
            guard actor.access.allows(role, in: unit) else { throw Refusal.forbidden(role, unit: unit) }
            if let version, version != before.version { throw Refusal.stale(current: before.version ?? 0) }
            let (kind, after, changed) = try plan(before)
            var change = Change(
                kind, id: id, before: before, after: after, changed: changed, actor: actor.name, at: self.clock())
            let context = self.context(on: connection, for: actor)
            try store.collection.rule.check(&change)
            try await store.collection.rule.check(&change, in: context)
            let warnings = try await store.collection.rule.warnings(about: change, doubts, in: context)
            // A rule may take the change into its own hands, and an edit that changes nothing is none.
            if case .update = change.kind, change.changed.isEmpty {
                return try await store.json(id: id, on: connection)?.with(warnings)
            }
            guard let stored = try await store.write(change, on: connection) else {
                throw Refusal.notFound
            }
            try await store.collection.rule.applied(change, in: context)
            return stored.with(warnings)
        }
        if connection == nil { self.ring() }
        guard let stored else { throw Refusal.notFound }
        return stored
    }

    private func perform(
        _ change: Change, _ store: ResourceStore, as actor: Actor, _ doubts: Doubts, on connection: Connection?,
    ) async throws -> StoredJSON? {
        let rule = store.collection.rule
        var change = change
        try rule.check(&change)
        if connection == nil, !rule.usesDatabase(for: change) {
            let stored = try await self.creations.perform(change, in: store, by: self, for: actor, doubts)
            self.ring()
            return stored
        }
        let stored = try await self.inTransaction(on: connection) { [change] connection in
            // Inside a retried transaction the change starts anew each time.
            var attempt = change
            let context = self.context(on: connection, for: actor)
            try await rule.check(&attempt, in: context)
            let warnings = try await rule.warnings(about: attempt, doubts, in: context)
            let stored = try await store.write(attempt, on: connection)
            try await rule.applied(attempt, in: context)
            return stored?.with(warnings)
        }
        if connection == nil { self.ring() }
        return stored
    }

    func ringDoorbell() { self.ring() }

    func context(on connection: Connection, for actor: Actor) -> RuleContext {
        RuleContext(connection: connection, stores: self.stores, keeper: self, actor: actor)
    }

    func transact<Result: Sendable>(_ body: (Connection) async throws -> Result) async throws -> Result {
        try await self.inTransaction(on: nil, body)
    }

    private func inTransaction<Result: Sendable>(
        on connection: Connection?, _ body: (Connection) async throws -> Result,
    ) async throws -> Result {
        if let connection { return try await body(connection) }
        return try await self.pool.withTransaction { connection in try await body(connection) }
    }
}

extension Label {
    static let unitNeeded = Label(
        zh: "请指明归口单位 unit", en: "Say which organisational unit owns the record (unit)")
    static let anObject = Label(zh: "应为 JSON 对象", en: "Must be a JSON object")
    static func requiredBy(_ transition: Transition, _ field: Label?) -> Label {
        Label(
            zh: "“\(transition.label.zh)”之前须填写“\(field?.zh ?? "")”",
            en: "\(transition.label.en) needs \(field?.en ?? "this field")",
        )
    }
    static func notWith(_ transition: Transition) -> Label {
        Label(
            zh: "“\(transition.label.zh)”不接受这个字段", en: "\(transition.label.en) does not take this field")
    }
}
