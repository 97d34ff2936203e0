import Database
import DemoOffice
import Foundation
import Model
import ServiceKit
import Synchronization
import Tabular
import Testing

@Suite("The example office")
struct DemoOfficeTests {
    @Test("Its figures come out by filters alone, a second run adds nothing, and the copies agree with their origin")
    func office() async throws {
        try await DemoHarness.with { harness in
            let demo = try DemoOffice(harness.runtimes, identity: harness.identity)
            let phases = Mutex<[String: Int]>([:])
            let made = try await demo.open { progress in
                phases.withLock { $0[progress.phase.en] = progress.total - progress.done }
            }
            #expect(phases.withLock { $0.count } == 9)
            #expect(phases.withLock { $0.values.allSatisfy { $0 == 0 } }, "every phase tells its end")
            #expect(made > 1000)

            try await Self.partnersOnTheDay(harness)
            try await Self.newAgreements(harness)
            try await Self.people(harness)
            try await Self.copies(harness)
            try await Self.tables(harness)

            #expect(try await demo.open() == 0)
        }
    }

    /// 276 universities and 23 research institutes in 41 countries and regions, on 2022-07-28.
    private static func partnersOnTheDay(_ harness: DemoHarness) async throws {
        let institution = Institution.resource
        let day = "2022-07-28"
        #expect(try await harness.number(institution, ["liveOn": day, "kind": "higher_education"]) == 276)
        #expect(try await harness.number(institution, ["liveOn": day, "kind": "research_institute"]) == 23)
        let all = try await harness.count(institution, ["liveOn": day], distinct: ["country"])
        #expect(all["count"]?.integerValue == 299)
        #expect(all["distinct.country"]?.integerValue == 41)
        #expect(try await harness.number(institution, ["state": "dormant"]) == 2)
    }

    /// 80, 46, 63 and, across all of them, 127.
    private static func newAgreements(_ harness: DemoHarness) async throws {
        let agreement = Agreement.resource
        for congress in ["2012-11-15", "2017-10-18"] {
            func count(_ name: String, _ value: String) async throws -> Int64? {
                try await harness.number(
                    agreement, ["origin": "new", "signedOn.from": congress, "signedOn.to": "2022-07-28", name: value])
            }
            #expect(try await count("partnerCountry", "JP") == 80)
            #expect(try await count("countryGroupsAtSigning", "BELT_ROAD") == 46)
            #expect(try await count("countryGroupsAtSigning", "EUROPE_AMERICA") == 63)
            #expect(try await count("types", "student_exchange,joint_training") == 127)
            #expect(try await count("q", "DEMO") == 195)
        }
        let toOverlap: KeyValuePairs = [
            "origin": "new", "countryGroupsAtSigning": "BELT_ROAD", "partnerCountry.group": "EUROPE_AMERICA",
        ]
        #expect(try await harness.number(agreement, toOverlap) == 8)
        // Who counts by the members of the day of the report instead of those of the day of signing gets two more.
        #expect(
            try await harness.number(
                agreement,
                [
                    "origin": "new", "signedOn.from": "2017-10-18", "partnerCountry.group": "BELT_ROAD",
                    "partnerCountry.groupOn": "2022-07-28",
                ]) == 48)
    }

    private static func people(_ harness: DemoHarness) async throws {
        let outgoing = try await harness.count(
            Mobility.resource, ["direction": "outgoing", "traveller": "student"], distinct: ["personKey"])
        let stays = try #require(outgoing["count"]?.integerValue)
        let persons = try #require(outgoing["distinct.personKey"]?.integerValue)
        #expect(stays > persons)
        #expect(persons <= 100)
        for state in ["nomination", "live", "recognized", "cancelled"] {
            #expect(try await harness.number(Mobility.resource, ["state": state]) ?? 0 > 0, "\(state)")
        }
        #expect(try await harness.number(Expert.resource, [:]) == 60)
        #expect(try await harness.number(Engagement.resource, ["state": "active"]) ?? 0 > 0)
    }

    /// What an export writes of every record type, an import takes for what it is: nothing new.
    private static func tables(_ harness: DemoHarness) async throws {
        for runtime in harness.runtimes {
            for collection in runtime.definition.collections where !collection.isKeptByProgram {
                let resource = collection.resource
                let table = Table(resource)
                let records = try await runtime.pool.withConnection { connection in
                    try await runtime.stores[resource].records(where: "TRUE", limit: 5000, on: connection)
                }
                let bytes = Table.byteOrderMark + table.header + records.flatMap { table.row($0) }
                let file = try TableFile(bytes: bytes, format: .csv, table: table)
                #expect(file.rows.count == records.count)
                #expect(file.issues.isEmpty)
                let report = try await runtime.keeper.importRows(
                    file.rows.map { ImportRow(line: $0.line, input: $0.values) }, into: resource,
                    as: .system("tests"), dryRun: false)
                #expect(report.unchanged == records.count, "\(resource.collection)")
                #expect(report.rejected.isEmpty, "\(resource.collection): \(report.rejected.prefix(3))")
                #expect(report.suspicious.isEmpty, "\(resource.collection): \(report.suspicious.prefix(3))")
            }
        }
    }

    private static func copies(_ harness: DemoHarness) async throws {
        let partners = try harness.runtime("partners")
        for (copy, name) in DemoCopies.all {
            let census = try await partners.pool.withConnection { try await copy.freshCensus(on: $0) }
            let recount = try await harness.runtime(name).pool.withConnection {
                try await copy.recount(against: census, on: $0)
            }
            #expect(recount.isEqual, "\(copy.table)")
            #expect(recount.copy.count > 0)
        }
    }
}
