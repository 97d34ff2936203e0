import Database
import EventBus
import LibPQ
import Logging
import Model
import Partners
import Synchronization
import TestSupport
import Testing

@testable import ServiceKit

/// An office of its own for a test: the service's tables, its keeper, and a clock that the test sets.
struct PartnersOffice: Sendable {
    let pool: Pool
    let keeper: RecordKeeper
    let stores: StoreDirectory
    let clock: TestClock
    var actor = Actor.system("li.wei")
    /// Whose records are made unless the test says otherwise.
    var unit = "office"

    /// Sets up the tables in the suite's database.
    static func open(_ database: TestDatabase) async throws -> PartnersOffice {
        let service = PartnersService.definition
        let configuration = try database.configuration
        try await Installation([service], on: configuration, logger: TestDatabase.logger).run()
        let pool = try database.pool()
        let stores = StoreDirectory(service.collections)
        let clock = TestClock()
        let keeper = RecordKeeper(pool: pool, stores: stores, ring: {}, clock: { clock.now })
        return PartnersOffice(pool: pool, keeper: keeper, stores: stores, clock: clock)
    }

    static func with(_ body: (PartnersOffice) async throws -> Void) async throws {
        try await TestDatabase.with { database in
            let office = try await Self.open(database)
            try await body(office)
            await office.pool.shutdown()
        }
    }

    /// The same office, used by somebody with these roles; what they make is their first unit's.
    func acting(_ name: String, _ grants: (role: Role, unit: String)...) -> PartnersOffice {
        var office = self
        office.actor = Actor(
            name: name, access: Access(grants.map { Grant(role: $0.role, units: .these([$0.unit])) }))
        office.unit = grants.first?.unit ?? "office"
        return office
    }

    @discardableResult
    func create(_ resource: Resource, _ input: JSON) async throws -> Record {
        var input = input
        if input["unit"] == nil, case .object(var object) = input {
            object["unit"] = .string(self.unit)
            input = .object(object)
        }
        return try self.record(try await self.keeper.create(resource, input, as: self.actor))
    }

    @discardableResult
    func update(_ resource: Resource, _ id: RecordID?, _ patch: JSON) async throws -> Record {
        try self.record(
            try await self.keeper.update(
                resource, id: try #require(id), patch: patch, expecting: nil, as: self.actor))
    }

    @discardableResult
    func step(_ resource: Resource, _ id: RecordID?, _ name: String, _ input: JSON = [:]) async throws -> Record {
        try self.record(
            try await self.keeper.transition(
                resource, id: try #require(id), name: name, input: input, expecting: nil, as: self.actor))
    }

    func delete(_ resource: Resource, _ id: RecordID?) async throws {
        try await self.keeper.delete(resource, id: try #require(id), expecting: nil, as: self.actor)
    }

    func read(_ resource: Resource, _ id: RecordID?) async throws -> Record? {
        let id = try #require(id)
        return try await self.pool.withConnection { connection in
            try await self.stores[resource].record(id: id, on: connection)
        }
    }

    /// What the rule puts into a form that was opened with this much.
    func beginnings(_ resource: Resource, _ given: Record) async throws -> FormBeginnings {
        try await self.pool.withConnection { connection in
            let context = self.keeper.context(on: connection, for: self.actor)
            return try await self.stores[resource].collection.rule.beginnings(of: given, in: context)
        }
    }

    /// What is said above the form for an edit.
    func cautions(_ resource: Resource, _ record: Record) async throws -> [Label] {
        try await self.pool.withConnection { connection in
            let context = self.keeper.context(on: connection, for: self.actor)
            return try await self.stores[resource].collection.rule.cautions(beforeEditing: record, in: context)
        }
    }

    func all(_ resource: Resource, _ parameters: [(name: String, value: String)] = []) async throws -> [Record] {
        let store = self.stores[resource]
        let query = try ListQuery(parameters, of: store.collection)
        return try await self.pool.withConnection { connection in
            try await store.list(query, units: nil, on: connection).records()
        }
    }

    func figures(
        _ resource: Resource, _ parameters: [(name: String, value: String)], by: [String], distinct: [String],
    ) async throws -> JSON {
        let store = self.stores[resource]
        let query = try ListQuery(parameters, of: store.collection)
        let groups = by.compactMap { resource.anyField($0) }
        let fields = distinct.compactMap { resource.anyField($0) }
        return try await self.pool.withConnection { connection in
            try JSON(
                parsing: try await store.count(query, by: groups, distinct: fields, units: nil, on: connection))
        }
    }

    func count(_ resource: Resource, _ parameters: [(name: String, value: String)]) async throws -> Int64? {
        try await self.figures(resource, parameters, by: [], distinct: [])["count"]?.integerValue
    }

    /// The last parts of the events about a record, oldest first.
    func events(_ id: RecordID?) async throws -> [String] {
        let key = try #require(id).description
        return try await self.pool.query(
            "SELECT split_part(type, '.', 3) FROM bus.events WHERE partitionkey = \(key) ORDER BY seq"
        ).compactMap { $0.string(0) }
    }

    /// What the refusal says, by pointer and rule.
    func refusal(_ body: () async throws -> Void) async throws -> [String] {
        do {
            try await body()
            return []
        } catch let error as ValidationError {
            return error.issues.map { "\($0.pointer) \($0.rule.rawValue)" }
        }
    }

    /// What the refusal says, in words.
    func words(_ body: () async throws -> Void) async throws -> [Label] {
        do {
            try await body()
            return []
        } catch let error as ValidationError {
            return error.issues.map(\.message)
        }
    }

    private func record(_ stored: StoredJSON) throws -> Record {
        try #require(Record(fieldJSON: try JSON(parsing: stored.bytes)))
    }
}

/// A clock that stands where a test puts it.
final class TestClock: Sendable {
    private let value = Mutex(Instant("2026-03-02T02:00:00Z") ?? .now)

    var now: Instant {
        get { self.value.withLock { $0 } }
        set { self.value.withLock { $0 = newValue } }
    }

    func set(_ date: String) {
        if let instant = Instant("\(date)T02:00:00Z") { self.now = instant }
    }
}
