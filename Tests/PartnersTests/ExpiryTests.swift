import Database
import EventBus
import LibPQ
import Logging
import Model
import Partners
import ServiceKit
import ServiceLifecycle
import TestSupport
import Testing

@Suite("Agreements that end by their date")
struct ExpiryTests {
    private func scheduler(_ office: PartnersOffice) -> DateScheduler {
        DateScheduler(
            PartnersService.definition.datedEvents, of: "partners", pool: office.pool, ring: {},
            clock: { office.clock.now }, logger: TestDatabase.logger)
    }

    private func announced(_ pool: Pool, _ agreement: Record) async throws -> [String] {
        let key = try #require(agreement.id).description
        return try await pool.query(
            """
            SELECT split_part(type, '.', 3) || ' ' || (data->>'days') || ' ' || (data->>'due') FROM bus.events \
            WHERE partitionkey = \(key) AND type IN ('partners.agreement.expiring', 'partners.agreement.expired') \
            ORDER BY seq
            """
        ).compactMap { $0.string(0) }
    }

    @Test("An end is announced ninety, sixty and thirty days before it and when it has come, once each")
    func days() async throws {
        try await PartnersOffice.with { office in
            let zagreb = try await office.institution("University of Zagreb", "HR", zh: "萨格勒布大学")
            let agreement = try await office.inForce(
                with: zagreb, ["effective": ["from": "2026-01-01", "to": "2027-01-01"]])
            let scheduler = self.scheduler(office)
            var said: [String] = []
            // A day too early, the day itself, again, and a clock that is set back.
            for (day, expected) in [
                ("2026-10-02", []), ("2026-10-03", ["expiring 90 2027-01-01"]), ("2026-10-03", []),
                ("2026-10-04", []), ("2026-09-01", []), ("2026-11-01", []), ("2026-11-02", ["expiring 60 2027-01-01"]),
                ("2026-12-02", ["expiring 30 2027-01-01"]), ("2026-10-03", []), ("2026-11-02", []), ("2026-12-31", []),
                ("2027-01-01", ["expired 0 2027-01-01"]), ("2027-01-02", []), ("2028-01-01", []),
            ] as [(String, [String])] {
                office.clock.set(day)
                #expect(try await scheduler.turn() == expected.count, "\(day)")
                said += expected
                #expect(try await self.announced(office.pool, agreement) == said, "\(day)")
            }
        }
    }

    @Test("What fell due while nobody looked is announced once, by the nearest number of days")
    func late() async throws {
        try await PartnersOffice.with { office in
            let zagreb = try await office.institution("University of Zagreb", "HR")
            let near = try await office.inForce(
                with: zagreb, ["effective": ["from": "2026-01-01", "to": "2026-04-01"]])
            let gone = try await office.inForce(
                with: zagreb, ["effective": ["from": "2025-01-01", "to": "2026-03-20"]])
            let longGone = try await office.inForce(
                with: zagreb, ["effective": ["from": "2020-01-01", "to": "2025-03-20"]])
            office.clock.set("2026-03-21")
            #expect(try await self.scheduler(office).turn() == 2)
            #expect(try await self.announced(office.pool, near) == ["expiring 30 2026-04-01"])
            #expect(try await self.announced(office.pool, gone) == ["expired 0 2026-03-20"])
            #expect(try await self.announced(office.pool, longGone).isEmpty)
        }
    }

    @Test("Nothing is announced of what is ended, renewed, renews itself, has no end or was never signed")
    func exceptions() async throws {
        try await PartnersOffice.with { office in
            let zagreb = try await office.institution("University of Zagreb", "HR")
            let period: JSON = ["from": "2026-01-01", "to": "2026-04-01"]
            let ended = try await office.inForce(with: zagreb, ["effective": period])
            try await office.step(
                Agreement.resource, ended.id, "terminate",
                ["endedOn": "2026-03-10", "endReason": "协商一致", "endedByConsent": true])
            let renewed = try await office.inForce(with: zagreb, ["effective": period])
            // The renewal is signed, though it has not taken effect.
            _ = try await office.signed(
                with: zagreb,
                [
                    "effective": ["from": "2026-04-01", "to": "2031-04-01"], "origin": "renewal",
                    "renewedFrom": try #require(renewed.id).fieldJSON,
                ])
            let itself = try await office.inForce(with: zagreb, ["effective": period, "autoRenewMonths": 12])
            let endless = try await office.inForce(with: zagreb, ["effective": ["from": "2026-01-01"]])
            let unsigned = try await office.agreed(with: zagreb, ["effective": period])
            let pending = try await office.inForce(with: zagreb, ["effective": period])
            // A renewal that is only being talked about changes nothing.
            _ = try await office.agreed(
                with: zagreb,
                [
                    "effective": ["from": "2026-04-01", "to": "2031-04-01"], "origin": "renewal",
                    "renewedFrom": try #require(pending.id).fieldJSON,
                ])
            office.clock.set("2026-03-21")
            #expect(try await self.scheduler(office).turn() == 1)
            for agreement in [ended, renewed, itself, endless, unsigned] {
                #expect(try await self.announced(office.pool, agreement).isEmpty, "\(agreement.code ?? "")")
            }
            #expect(try await self.announced(office.pool, pending) == ["expiring 30 2026-04-01"])
        }
    }

    @Test("A day begins at the midnight of the university, and the scheduler rests no longer than to it")
    func midnight() async throws {
        try await PartnersOffice.with { office in
            let zagreb = try await office.institution("University of Zagreb", "HR")
            let agreement = try await office.inForce(
                with: zagreb, ["effective": ["from": "2026-01-01", "to": "2026-06-01"]])
            let scheduler = self.scheduler(office)
            for (instant, rest) in [
                ("2026-03-02T15:59:20Z", 40.0), ("2026-03-02T16:00:00Z", 3600), ("2026-03-02T15:10:00Z", 3000),
            ] {
                office.clock.now = try #require(Instant(instant))
                #expect(scheduler.pause() == .seconds(rest))
            }
            // Ninety days before the first of June is the third of March, which begins at 16:00 UTC.
            office.clock.now = try #require(Instant("2026-03-02T15:59:59.999999Z"))
            #expect(try await scheduler.turn() == 0)
            office.clock.now = try #require(Instant("2026-03-02T16:00:00Z"))
            #expect(try await scheduler.turn() == 1)
            #expect(try await self.announced(office.pool, agreement) == ["expiring 90 2026-06-01"])
        }
    }

    @Test("What is announced is the record as other events tell of it, without what must not travel")
    func data() async throws {
        try await PartnersOffice.with { office in
            let zagreb = try await office.institution("University of Zagreb", "HR")
            let agreement = try await office.inForce(
                with: zagreb,
                ["effective": ["from": "2026-01-01", "to": "2026-04-01"], "financialTerms": "学费互免，住宿费 200 欧元"])
            office.clock.set("2026-03-21")
            try await self.scheduler(office).turn()
            let id = try #require(agreement.id).description
            let rows = try await office.pool.query(
                """
                SELECT data::text, source, subject, unit, actor, traceparent FROM bus.events WHERE partitionkey = \(id) \
                AND type IN ('partners.agreement.expiring', 'partners.agreement.entered_into_force') ORDER BY seq
                """)
            let texts = rows.compactMap { $0.string(0) }
            try #require(texts.count == 2)
            let told = try JSON(parsing: Array(texts[0].utf8))["record"]
            let data = try JSON(parsing: Array(texts[1].utf8))
            #expect(data["record"] == told)
            #expect(data["days"] == 30)
            #expect(data["due"] == "2026-04-01")
            #expect(data["changed"] == [])
            #expect(!texts[1].contains("欧元"))
            #expect(rows.last?.string(1) == "/partners")
            #expect(rows.last?.string(2) == "agreements/\(id)")
            #expect(rows.last?.string(3) == "office")
        }
    }

    @Test("Two processes with clocks of their own announce everything once, at their start and at the same time")
    func twoProcesses() async throws {
        try await TestDatabase.with { database in
            let office = try await PartnersOffice.open(database)
            let zagreb = try await office.institution("University of Zagreb", "HR")
            var agreements: [Record] = []
            for _ in 0..<12 {
                agreements.append(
                    try await office.inForce(
                        with: zagreb, ["effective": ["from": "2026-01-01", "to": "2026-04-01"]]))
            }
            // One clock is ahead, the other is set back between the turns.
            let clocks = [TestClock(), TestClock()]
            clocks[0].set("2026-03-21")
            clocks[1].set("2026-03-22")
            let hosts = try clocks.map { clock in
                var configuration = HostConfiguration(databaseURL: database.url, port: 0)
                configuration.connections = 4
                configuration.clock = { clock.now }
                return try Host(
                    [PartnersService.definition], configuration: configuration, logger: TestDatabase.logger)
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for host in hosts {
                    let scheduler = try #require(host.runtimes[0].scheduler(logger: TestDatabase.logger))
                    group.addTask { try await scheduler.run() }
                    for _ in 0..<5 { group.addTask { _ = try await scheduler.turn() } }
                }
                defer { group.cancelAll() }
                try await eventually("all were announced") {
                    let count = try await office.pool.query(
                        "SELECT count(*) FROM bus.events WHERE type = 'partners.agreement.expiring'"
                    ).first?.decode(0, as: Int.self)
                    return count == agreements.count
                }
                clocks[0].set("2026-02-20")
                for host in hosts { _ = try await host.runtimes[0].scheduler(logger: TestDatabase.logger)?.turn() }
            }
            for agreement in agreements {
                #expect(try await self.announced(office.pool, agreement) == ["expiring 30 2026-04-01"])
            }
            await office.pool.shutdown()
        }
    }
}
