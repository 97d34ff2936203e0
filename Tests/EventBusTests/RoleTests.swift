import Database
import EventBus
import FoundationEssentials
import LibPQ
import Logging
import TestSupport
import Testing

@Suite struct RoleTests {
    @Test("A role publishes under its own source only, reads nothing directly, and moves only what it owns")
    func isolation() async throws {
        try await Fixture.with(running: false) { fixture in
            let roles = try await self.makeRoles(fixture, "alice", "bob", "rita")
            let (alice, bob, rita) = (roles[0], roles[1], roles[2])
            try await fixture.pool.withConnection { connection in
                try await connection.execute("SELECT bus.register_publisher(\(alice), '/partners')")
                try await connection.execute("SELECT bus.register_publisher(\(bob), '/mobility')")
                try await connection.execute("SELECT bus.register_reader(\(alice))")
                try await connection.execute("SELECT bus.register_reader(\(rita), '{mobility.*}', '{a}')")
            }
            let asAlice = try self.pool(fixture, role: alice)
            let asBob = try self.pool(fixture, role: bob)
            let asRita = try self.pool(fixture, role: rita)

            var own = Fixture.draft("partners.x", 1)
            _ = try await asAlice.execute(EventBus.insert(own))
            _ = try await asAlice.execute(EventBus.insert([own, own]))
            own.source = "/mobility"
            await self.expectRefusal { _ = try await asAlice.execute(EventBus.insert(own)) }
            await self.expectRefusal { _ = try await asAlice.execute(EventBus.insert([own])) }
            for unit in ["a", "b", nil] {
                own.type = "mobility.y"
                own.unit = unit
                _ = try await asBob.execute(EventBus.insert(own))
            }
            _ = try await asBob.execute("SELECT bus.publish('mobility.z', '学生/1', '{}')")

            for statement: SQL in [
                "SELECT * FROM bus.events", "SELECT * FROM bus.ticks", "SELECT * FROM bus.subscriptions",
                "DELETE FROM bus.events", "UPDATE bus.events SET type = 'x'", "TRUNCATE bus.events",
                "INSERT INTO bus.events_default (source, type, partitionkey) VALUES ('/partners', 'x', 'k')",
                "INSERT INTO bus.events (txid, source, type, partitionkey) VALUES ('9', '/partners', 'x', 'k')",
                "INSERT INTO bus.events (seq, source, type, partitionkey) OVERRIDING SYSTEM VALUE VALUES (9, '/partners', 'x', 'k')",
                "INSERT INTO bus.ticks (tick) VALUES (1)", "SELECT bus.register_publisher('x', '/y')",
            ] {
                await self.expectRefusal { _ = try await asAlice.execute(statement) }
            }
            await self.expectRefusal { _ = try await asBob.query("SELECT * FROM bus.read(0, 10)") }
            await self.expectRefusal { _ = try await asRita.query("SELECT bus.publish('x')") }

            #expect(try await asBob.query("SELECT bus.tick()").first?.decode(0, as: Int.self) == 7)
            let seen = try await asRita.withConnection { try await EventBus.read(on: $0, after: 0, limit: 100) }
            // What belongs to no unit is for those who may read all.
            #expect(seen.events.map(\.type) == ["mobility.y"])
            #expect(seen.events.map(\.unit) == ["a"])
            #expect(seen.events.last?.source == "/mobility")
            #expect(seen.next == 7)

            _ = try await asAlice.query("SELECT bus.subscribe('alices', 0)")
            await self.expectRefusal { _ = try await asRita.query("SELECT bus.subscribe('alices', 0)") }
            await #expect(throws: DatabaseError.self) {
                try await asRita.query("SELECT bus.acknowledge('alices', 1, 1, 3)")
            }
            #expect(
                try await asAlice.query("SELECT bus.beat('alices', gen_random_uuid(), 'a', '1 minute')").count == 2)
            let lease = try await fixture.number("SELECT epoch FROM bus.slots WHERE subscription = 'alices'")
            #expect(try await asAlice.query("SELECT * FROM bus.fetch('alices', 1, \(lease), 10)").count == 8)
            await self.expectRefusal {
                _ = try await asRita.query("SELECT * FROM bus.fetch('alices', 1, \(lease), 10)")
            }
            for statement: SQL in [
                "SELECT bus.pause('alices')", "SELECT bus.redrive('alices')", "SELECT bus.discard('alices')",
                "SELECT bus.replay('alices', 0, 1)", "SELECT bus.unsubscribe('alices')", "SELECT bus.seek('alices', 3)",
                "SELECT bus.divide('alices', 2)", "SELECT * FROM bus.receive('alices')",
                "SELECT bus.beat('alices', gen_random_uuid(), 'r', '1 minute')",
                "SELECT bus.fail('alices', 1, \(lease), 1, 'x')", "SELECT bus.release('alices', 1, \(lease))",
                "SELECT bus.erase(1, 'x')", "SELECT bus.note('alices', 'x', 'y')", "SELECT nextval('bus.epochs')",
            ] {
                await self.expectRefusal { _ = try await asRita.query(statement) }
            }
            #expect(try await asRita.query("SELECT * FROM bus.status()").isEmpty)
            #expect(try await asAlice.query("SELECT * FROM bus.status()").count == 1)

            for pool in [asAlice, asBob, asRita] { await pool.shutdown() }
            try await self.drop(roles, fixture)
        }
    }

    @Test("A role is given nothing by being a member of a reader, and an operator does not take what others own")
    func strangers() async throws {
        try await Fixture.with(running: false) { fixture in
            let roles = try await self.makeRoles(fixture, "rita", "guest", "operator")
            let (rita, guest, operatorRole) = (roles[0], roles[1], roles[2])
            try await fixture.pool.withConnection { connection in
                try await connection.execute("SELECT bus.register_integrator(\(rita), '{mobility.*}', NULL)")
                try await connection.execute("GRANT \(identifier: rita) TO \(identifier: guest)")
                try await connection.execute("SELECT bus.register_reader(\(operatorRole))")
                try await connection.execute("SELECT bus.register_operator(\(operatorRole))")
            }
            try await fixture.publish(Fixture.draft("partners.秘密", 1))
            try await fixture.tick()
            let asRita = try self.pool(fixture, role: rita)
            let asGuest = try self.pool(fixture, role: guest)
            let asOperator = try self.pool(fixture, role: operatorRole)
            _ = try await asRita.query("SELECT bus.subscribe('archive', 0)")
            for statement: SQL in [
                "SELECT * FROM bus.read(0, 10)", "SELECT bus.subscribe('guests', 0)",
                "SELECT * FROM bus.receive('archive')",
            ] {
                await self.expectRefusal { _ = try await asGuest.query(statement) }
            }
            await self.expectRefusal { _ = try await asOperator.query("SELECT bus.subscribe('archive', 0)") }
            _ = try await asOperator.query("SELECT bus.pause('archive', false)")
            // What a login begins and does not end keeps nobody from making ticks.
            try await asRita.withConnection { connection in
                try await connection.script("BEGIN")
                _ = try await connection.query("SELECT bus.subscribe('waits')", Parameters())
                try await fixture.publish(Fixture.draft("a", 2))
                #expect(try await fixture.tick() == 2)
                try await connection.script("ROLLBACK")
            }
            for pool in [asRita, asGuest, asOperator] { await pool.shutdown() }
            try await self.drop(roles, fixture)
        }
    }

    @Test("What a reader may no longer read does not come again, and is not among its dead letters")
    func lostGrants() async throws {
        try await Fixture.with(running: false) { fixture in
            let bee = try await self.makeRoles(fixture, "bee")[0]
            try await fixture.pool.execute("SELECT bus.register_reader(\(bee), NULL, '{院系,lab}')")
            let asBee = try self.pool(fixture, role: bee)
            var drafts = (1...4).map { Fixture.draft($0 < 4 ? "partners.x" : "mobility.y", $0, key: "键\($0 % 2)") }
            for index in drafts.indices { drafts[index].unit = index == 3 ? "lab" : "院系" }
            _ = try await fixture.pool.execute(EventBus.insert(drafts))
            try await fixture.tick()
            // The first is a dead letter, the second and fourth wait to be tried again, the third behind the first.
            _ = try await asBee.query("SELECT bus.subscribe('bees', 0, max_attempts => 2, blocks_key => true)")
            func receipt() async throws -> Int {
                try await asBee.query("SELECT receipt FROM bus.receive('bees')").first?.decode(0, as: Int.self) ?? 0
            }
            _ = try await asBee.query("SELECT bus.nack(\(try await receipt()), retry_in => '0')")
            _ = try await asBee.query("SELECT bus.nack(\(try await receipt()), '{1}', retry_in => '0')")
            #expect(try await asBee.query("SELECT * FROM bus.dead_letters('bees')").count == 1)
            try await fixture.pool.execute(
                "UPDATE bus.failures SET state = 'retrying', next_at = now() WHERE state = 'waiting'")

            try await fixture.pool.execute("SELECT bus.register_reader(\(bee), '{mobility.*}', '{lab}')")
            #expect(try await asBee.query("SELECT * FROM bus.dead_letters('bees')").isEmpty)
            let rows = try await asBee.query("SELECT position, receipt FROM bus.receive('bees')")
            #expect(try rows.map { try $0.decode(0, as: Int.self) } == [4])
            _ = try await asBee.query("SELECT bus.ack(\(try #require(rows.first).decode(1, as: Int.self)))")
            // A letter sent again is let go like the others.
            _ = try await fixture.pool.query("SELECT bus.redrive('bees')")
            #expect(try await asBee.query("SELECT position FROM bus.receive('bees')").isEmpty)
            #expect(try await fixture.number("SELECT count(*) FROM bus.failures") == 0)
        }
    }

    /// Roles belong to the whole cluster, so each test has names of its own.
    private func makeRoles(_ fixture: Fixture, _ names: String...) async throws -> [String] {
        let suffix = UUID().uuidString.prefix(8).lowercased()
        let roles = names.map { "\($0)_\(suffix)" }
        for role in roles { try await fixture.pool.execute("CREATE ROLE \(identifier: role)") }
        return roles
    }

    private func drop(_ roles: [String], _ fixture: Fixture) async throws {
        try await fixture.pool.withConnection { connection in
            for role in roles {
                try await connection.script("DROP OWNED BY \(SQL.quoted(role)); DROP ROLE \(SQL.quoted(role));")
            }
        }
    }

    private func pool(_ fixture: Fixture, role: String) throws -> Pool {
        Pool(
            try ConnectionConfiguration(url: fixture.database.url, applicationName: "tests", role: role),
            options: PoolOptions(maximum: 2), logger: TestDatabase.logger)
    }

    private func expectRefusal(_ body: () async throws -> Void) async {
        let error = await #expect(throws: DatabaseError.self) { try await body() }
        #expect(error?.sqlState == SQLState(rawValue: "42501"))
    }
}
