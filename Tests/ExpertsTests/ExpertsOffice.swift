import Database
import EventBus
import Experts
import Model
import ServiceKit
import TestSupport
import Testing

/// The service experts in a database of its own, with a keeper whose day the test chooses.
struct ExpertsOffice: Sendable {
    let owner: Pool
    let pool: Pool
    let bus: EventBus
    let stores: StoreDirectory
    var actor = Actor.system("li.wei")
    /// Whose records are made unless the test says otherwise.
    var unit = "office"

    static func with(_ body: (ExpertsOffice) async throws -> Void) async throws {
        try await TestDatabase.with { database in
            let service = ExpertsService.definition
            try await Installation([service], on: try database.configuration, logger: TestDatabase.logger).run()
            let configuration = try ConnectionConfiguration(
                url: database.url, applicationName: "tests", role: Installation.role(of: service.name))
            let pool = Pool(configuration, options: PoolOptions(), logger: TestDatabase.logger)
            let bus = EventBus(pool, direct: configuration, logger: TestDatabase.logger)
            let office = ExpertsOffice(
                owner: try database.pool(), pool: pool, bus: bus,
                stores: StoreDirectory(service.collections, copies: service.copies))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await bus.run() }
                for projection in service.projections {
                    let subscription = bus.subscription(projection.name, filter: projection.filter) {
                        batch, connection in try await projection.handle(batch, connection)
                    }
                    group.addTask { try await subscription.run() }
                }
                try await body(office)
                group.cancelAll()
            }
            await pool.shutdown()
            await office.owner.shutdown()
        }
    }

    func keeper(on day: String = "2026-03-02") -> RecordKeeper {
        let now = Instant("\(day)T02:00:00Z") ?? .now
        return RecordKeeper(
            pool: self.pool, stores: self.stores, ring: { self.bus.ring() }, clock: { now })
    }

    /// The same office, used by somebody with these roles; what they make is their first unit's.
    func acting(_ name: String, _ grants: (role: Role, unit: String)...) -> ExpertsOffice {
        var office = self
        office.actor = Actor(
            name: name, access: Access(grants.map { Grant(role: $0.role, units: .these([$0.unit])) }))
        office.unit = grants.first?.unit ?? "office"
        return office
    }

    func expert(_ more: JSON = [:]) async throws -> Record {
        let input: JSON = [
            "unit": .string(self.unit), "name": ["zh": "安娜·施密特", "en": "Anna Schmidt"], "nationality": "DE",
            "tier": "professional", "passportNumber": "C01X0006", "passportExpiresOn": "2030-01-01",
            "email": "anna@example.org",
        ]
        return try self.record(
            try await self.keeper().create(Expert.resource, input.mergePatched(with: more), as: self.actor))
    }

    func engagement(of expert: Record, _ more: JSON = [:]) async throws -> Record {
        let input: JSON = [
            "unit": .string(self.unit), "expert": expert.id?.fieldJSON ?? .null, "kind": "long_term",
            "post": "teacher_language", "introducedAs": "foreign_expert",
            "term": ["from": "2026-02-23", "to": "2027-02-23"],
            "salary": ["minor": 1_800_000, "currency": "CNY"], "salaryPer": "month",
        ]
        return try self.record(
            try await self.keeper().create(Engagement.resource, input.mergePatched(with: more), as: self.actor))
    }

    @discardableResult
    func update(_ record: Record, _ patch: JSON, of resource: Resource = Engagement.resource) async throws -> Record {
        try self.record(
            try await self.keeper().update(
                resource, id: try #require(record.id), patch: patch, expecting: nil, as: self.actor))
    }

    @discardableResult
    func step(
        _ record: Record, _ name: String, _ input: JSON = [:], on day: String = "2026-03-02"
    ) async throws -> Record {
        try self.record(
            try await self.keeper(on: day).transition(
                Engagement.resource, id: try #require(record.id), name: name, input: input, expecting: nil,
                as: self.actor))
    }

    /// Approved, with a contract.
    func signed(_ record: Record) async throws -> Record {
        try await self.step(record, "approve")
        let number: JSON = .string(record.code ?? "")
        return try await self.step(record, "sign", ["contractNumber": number, "contractSignedOn": "2026-01-05"])
    }

    /// What the refusal says, by pointer and rule; empty when there was none.
    func refusal(_ body: () async throws -> Void) async throws -> [String] {
        do {
            try await body()
            return []
        } catch let error as ValidationError {
            return error.issues.map { "\($0.pointer) \($0.rule.rawValue)" }
        } catch Refusal.transition {
            return ["no way"]
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
