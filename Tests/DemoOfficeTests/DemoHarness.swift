import Database
import DemoOffice
import EventBus
import Experts
import Mobility
import Model
import Partners
import ServiceKit
import Synchronization
import TestSupport
import Testing

/// The services of the example office in a database of their own, each under its own role, with their projections.
struct DemoHarness: Sendable {
    let runtimes: [ServiceRuntime]
    let identity: IdentityStore

    static func with(_ body: (DemoHarness) async throws -> Void) async throws {
        try await TestDatabase.with { database in
            let services = [PartnersService.definition, MobilityService.definition, ExpertsService.definition]
            try await Installation(services, on: try database.configuration, logger: TestDatabase.logger).run()
            let pools = try services.map { service in
                Pool(
                    try ConnectionConfiguration(
                        url: database.url, applicationName: "tests", role: Installation.role(of: service.name)),
                    options: PoolOptions(), logger: TestDatabase.logger)
            }
            let bus = EventBus(
                pools[0],
                direct: try ConnectionConfiguration(
                    url: database.url, applicationName: "tests", role: Installation.role(of: "partners")),
                logger: TestDatabase.logger)
            let runtimes = zip(services, pools).map { ServiceRuntime($0, pool: $1, bus: bus) }
            let harness = DemoHarness(runtimes: runtimes, identity: IdentityStore(pool: pools[0]))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await bus.run() }
                for runtime in runtimes {
                    for projection in runtime.definition.projections {
                        let subscription = bus.subscription(
                            projection.name, filter: projection.filter, on: runtime.pool
                        ) { batch, connection in try await projection.handle(batch, connection) }
                        group.addTask { try await subscription.run() }
                    }
                }
                try await body(harness)
                group.cancelAll()
            }
            for pool in pools { await pool.shutdown() }
        }
    }

    func runtime(_ name: String) throws -> ServiceRuntime {
        try #require(self.runtimes.first { $0.definition.name == name })
    }

    /// The answer of the count interface, as a program would get it.
    func count(
        _ resource: Resource, _ filters: KeyValuePairs<String, String>, distinct: [String] = [],
    ) async throws -> JSON {
        let runtime = try self.runtime(resource.service)
        let store = runtime.stores[resource]
        let query = try ListQuery(filters.map { ($0.key, $0.value) }, of: store.collection)
        let fields = distinct.compactMap { resource.anyField($0) }
        return try await runtime.pool.withConnection { connection in
            try JSON(parsing: try await store.count(query, by: [], distinct: fields, units: nil, on: connection))
        }
    }

    func number(_ resource: Resource, _ filters: KeyValuePairs<String, String>) async throws -> Int64? {
        try await self.count(resource, filters)["count"]?.integerValue
    }
}
