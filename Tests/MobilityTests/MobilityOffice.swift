import Database
import EventBus
import Mobility
import Model
import ServiceKit
import Synchronization
import TestSupport
import Testing

/// The service mobility in a database of its own, under its own role, hearing what the test lets others say.
struct MobilityOffice: Sendable {
    let owner: Pool
    let pool: Pool
    let bus: EventBus
    let keeper: RecordKeeper
    let stores: StoreDirectory
    let actor = Actor.system("li.wei")

    static func with(_ body: (MobilityOffice) async throws -> Void) async throws {
        try await TestDatabase.with { database in
            let service = MobilityService.definition
            try await Installation([service], on: try database.configuration, logger: TestDatabase.logger).run()
            let configuration = try ConnectionConfiguration(
                url: database.url, applicationName: "tests", role: Installation.role(of: service.name))
            let pool = Pool(configuration, options: PoolOptions(), logger: TestDatabase.logger)
            let bus = EventBus(pool, direct: configuration, logger: TestDatabase.logger)
            let stores = StoreDirectory(service.collections, copies: service.copies)
            let now = Instant("2025-06-02T02:00:00Z") ?? .now
            let office = MobilityOffice(
                owner: try database.pool(), pool: pool, bus: bus,
                keeper: RecordKeeper(pool: pool, stores: stores, ring: { bus.ring() }, clock: { now }), stores: stores)
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

    // MARK: What others say

    /// Publishes a record of another service, as its owner would, and waits until it was heard.
    func hear(_ copy: HeardCopy, _ record: JSON, verb: String = "updated", source: String? = nil) async throws {
        try await self.publish(copy.resource, [record], verb: verb, source: source)
        let id = try #require(record["id"]?.stringValue.flatMap { RecordID($0) })
        let version = try #require(record["version"]?.integerValue)
        try await eventually("\(copy.resource.name) was heard") {
            let known = try await self.heard(copy, id)
            return verb == "deleted" ? known == nil : (known?.version ?? 0) >= version
        }
    }

    func publish(_ resource: Resource, _ records: [JSON], verb: String = "updated", source: String? = nil) async throws
    {
        let drafts = records.map { record in
            let data: JSON = ["record": record, "changed": []]
            return EventDraft(
                source: source ?? "/\(resource.service)", type: resource.eventType(verb),
                subject: "\(resource.collection)/\(record["id"]?.stringValue ?? "")", data: data.bytes)
        }
        _ = try await self.owner.execute(EventBus.insert(drafts))
        self.bus.ring()
    }

    func heard(_ copy: HeardCopy, _ id: RecordID) async throws -> Record? {
        try await self.pool.withConnection { try await copy.record(id, on: $0) }
    }

    func hearInstitution(_ id: RecordID, country: String = "JP", state: String = "partner") async throws {
        try await self.hear(
            MobilityService.institutions,
            [
                "id": id.fieldJSON, "code": "INS-1", "unit": "office", "state": .string(state), "version": 1,
                "title": ["zh": "大阪大学", "en": "Osaka University"], "country": .string(country),
            ])
    }

    func hearAgreement(_ id: RecordID, with institution: RecordID, places: Int64 = 1, version: Int64 = 1) async throws {
        try await self.hear(
            MobilityService.agreements, Samples.agreement(id, with: institution, places: places, version: version))
    }

    // MARK: What we do

    func nominate(_ agreement: RecordID?, _ institution: RecordID, _ more: JSON = [:]) async throws -> Record {
        let input = Samples.nomination(agreement, institution).mergePatched(with: more)
        return try self.record(try await self.keeper.create(Mobility.resource, input, as: self.actor))
    }

    @discardableResult
    func update(_ record: Record, _ patch: JSON) async throws -> Record {
        try self.record(
            try await self.keeper.update(
                Mobility.resource, id: try #require(record.id), patch: patch, expecting: nil, as: self.actor))
    }

    @discardableResult
    func step(_ record: Record, _ name: String, _ input: JSON = [:]) async throws -> Record {
        try self.record(
            try await self.keeper.transition(
                Mobility.resource, id: try #require(record.id), name: name, input: input, expecting: nil,
                as: self.actor))
    }

    /// What the refusal says, by pointer and rule; empty when there was none.
    func refusal(_ body: () async throws -> Void) async throws -> [String] {
        do {
            try await body()
            return []
        } catch let error as ValidationError {
            return error.issues.map { "\($0.pointer) \($0.rule.rawValue)" }
        } catch Refusal.transition {
            return ["transition"]
        }
    }

    private func record(_ stored: StoredJSON) throws -> Record {
        try #require(Record(fieldJSON: try JSON(parsing: stored.bytes)))
    }
}
