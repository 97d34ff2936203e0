import Database
import EventBus
import LibPQ
import Model
import ServiceKit
import TestSupport
import Testing

@testable import Events

@Suite("Logins of the database for other systems", .timeLimit(.minutes(3)))
struct DatabaseRoleTests {
    @Test("A login can do nothing but call the functions it was given")
    func leastPrivilege() async throws {
        try await Station.open { station in
            try await Login.with(station, unit: "school") { reader in
                try await Login.with(station, unit: "school", publishes: true) { publisher in
                    let reading = [
                        "ack", "dead_letters", "discard", "divide", "extend", "head", "incarnation", "nack", "pause",
                        "position_at", "read", "receive", "redrive", "replay", "seek", "status", "subscribe", "tail",
                        "unsubscribe",
                    ]
                    for (login, functions) in [
                        (reader, reading), (publisher, (reading + ["publish", "schedule", "unschedule"]).sorted()),
                    ] {
                        let callable = try await login.pool.query(
                            """
                            SELECT p.proname FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace
                            WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
                                -- Those of extensions, for searching in texts, are everybody's.
                                AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.objid = p.oid AND d.deptype = 'e')
                                AND has_schema_privilege(n.oid, 'USAGE') AND has_function_privilege(p.oid, 'EXECUTE')
                            ORDER BY p.proname COLLATE "C"
                            """)
                        #expect(callable.compactMap { $0.string(0) } == functions)
                        let tables = try await login.pool.query(
                            """
                            SELECT c.relname FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
                            WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND c.relkind IN ('r', 'v', 'p', 'S')
                                AND CASE WHEN c.relkind = 'S' THEN has_sequence_privilege(c.oid, 'USAGE, SELECT, UPDATE')
                                    ELSE has_any_column_privilege(c.oid, 'SELECT, INSERT, UPDATE, REFERENCES')
                                        OR has_table_privilege(c.oid, 'DELETE, TRUNCATE, TRIGGER') END
                            """)
                        #expect(tables.compactMap { $0.string(0) } == [])
                    }
                    for statement: SQL in [
                        "SELECT bus.tick()", "SELECT bus.beat('s', gen_random_uuid(), 'x', '1 minute')",
                        "SELECT bus.adopt()", "SELECT bus.expire()", "SELECT * FROM bus.events",
                        "INSERT INTO bus.events (source, type, partitionkey) VALUES ('/partners', 'x', 'k')",
                        "SELECT * FROM bus.read(0, 10) AS r, identity.units", "SELECT * FROM events.webhooks",
                        "SELECT events.publish('[]')", "SELECT bus.register_reader(current_user)",
                        "CREATE TABLE bus.mine ()", "CREATE TABLE public.mine ()", "CREATE SCHEMA mine",
                        "CREATE ROLE mine", "SET ROLE yizhan_events", "COPY (SELECT 1) TO '/tmp/x'",
                    ] { await publisher.expectRefusal(statement) }
                    await reader.expectRefusal("SELECT bus.publish('cn.edu.example.x')")
                }
            }
        }
    }

    @Test("It sees what a token of an integrator in its unit sees, also when units are made, moved and ended later")
    func sameGrants() async throws {
        try await Station.open { station in
            let token = try await station.token(.integrator, "school")
            let administrator = Actor.system("tests")
            try await Login.with(station, unit: "school") { login in
                try await Login.with(station, unit: "school", types: ["partners.*", "mobility.x"]) { narrow in
                    try await Login.with(station, unit: "university") { wide in
                        func publish(_ unit: String?) async throws {
                            for type in ["partners.agreement.signed", "mobility.x", "experts.y"] {
                                try await station.publish(type, unit: unit)
                            }
                        }
                        func expectSame(_ count: Int) async throws {
                            let log = try await station.get("/events/v1/log?limit=1000", as: token)
                            let read: SQL = "SELECT position FROM bus.read(0, 1000) WHERE id IS NOT NULL"
                            #expect(try await login.numbers(read) == log.positions)
                            #expect(log.positions.count == count)
                            let wanted = log.events.filter { $0["type"] != "experts.y" }.map {
                                Int($0["sequence"]?.stringValue ?? "") ?? -1
                            }
                            #expect(try await narrow.numbers(read) == wanted)
                            let all = try await station.get("/events/v1/log?limit=1000")
                            #expect(try await wide.numbers(read) == all.positions)
                            // What is received is what may be read.
                            _ = try await login.pool.query("SELECT bus.unsubscribe('same')")
                            _ = try await login.pool.query("SELECT bus.subscribe('same', 0)")
                            #expect(
                                try await login.numbers("SELECT position FROM bus.receive('same', 1000)")
                                    == log.positions)
                        }
                        _ = try await login.pool.query("SELECT bus.subscribe('same', 0)")
                        for unit in ["school", "lab", "office", nil] { try await publish(unit) }
                        try await expectSame(6)

                        try await station.host.identity.ensureUnit(
                            code: "late", parent: "lab", name: try #require(LocalizedText(zh: "新实验室")))
                        try await publish("late")
                        try await expectSame(9)

                        _ = try await station.host.identity.change(as: administrator) { change in
                            try await change.changeUnit("lab", ["parent": "office"], expecting: nil)
                        }
                        try await expectSame(3)

                        _ = try await station.host.identity.change(as: administrator) { change in
                            try await change.changeUnit("school", ["valid": ["to": "2020-01-01"]], expecting: nil)
                        }
                        let log = try await station.get("/events/v1/log", as: token)
                        #expect(log.events.isEmpty)
                        await login.expectRefusal("SELECT * FROM bus.read(0, 10)")
                        _ = try await login.pool.query("SELECT bus.seek('same', 0)")
                        await login.expectRefusal("SELECT * FROM bus.receive('same')")
                    }
                }
            }
        }
    }

    @Test(
        "Nobody reads, acknowledges, moves or redrives another's subscription, and what the owner does is written down")
    func isolation() async throws {
        try await Station.open { station in
            try await station.publish(count: 3, unit: "school")
            try await Login.with(station, unit: "university") { owner in
                try await Login.with(station, unit: "university") { other in
                    _ = try await owner.pool.query("SELECT bus.subscribe('档案', 0, max_attempts => 1)")
                    let receipt = try #require(
                        try await owner.numbers("SELECT receipt FROM bus.receive('档案', 2)").first)
                    for statement: SQL in [
                        "SELECT * FROM bus.receive('档案')", "SELECT bus.ack(\(receipt))", "SELECT bus.nack(\(receipt))",
                        "SELECT bus.extend(\(receipt), '1 hour')", "SELECT bus.seek('档案', 0)",
                        "SELECT bus.replay('档案', 0, 2)", "SELECT bus.pause('档案')", "SELECT bus.divide('档案', 2)",
                        "SELECT bus.redrive('档案')", "SELECT bus.discard('档案')", "SELECT bus.unsubscribe('档案')",
                        "SELECT bus.subscribe('档案', 0)",
                    ] { await other.expectRefusal(statement) }
                    #expect(try await other.pool.query("SELECT * FROM bus.status()").isEmpty)
                    #expect(try await other.pool.query("SELECT * FROM bus.dead_letters('档案')").isEmpty)
                    // A token of the whole university is no owner either, unless it administers.
                    let page = try await station.get("/events/v1/subscriptions/%E6%A1%A3%E6%A1%88")
                    #expect(page.status == 404)

                    _ = try await owner.pool.query("SELECT bus.nack(\(receipt), reason => '余额不足')")
                    #expect(
                        try await owner.numbers("SELECT position FROM bus.dead_letters('档案')") == [1, 2])
                    _ = try await owner.pool.query("SELECT bus.redrive('档案', actor => '李雪梅')")
                    _ = try await owner.pool.query("SELECT bus.seek('档案', 0)")
                    let trail = try await station.owner.query(
                        """
                        SELECT operation, role::text, actor FROM bus.operations WHERE subscription = '档案' ORDER BY id
                        """)
                    #expect(trail.compactMap { $0.string(0) } == ["subscribe", "redrive", "seek"])
                    #expect(Set(trail.compactMap { $0.string(1) }) == [owner.role])
                    #expect(trail.compactMap { $0.string(2) } == ["李雪梅"])
                }
            }
        }
    }

    @Test("A role that is gone is no obstacle for the others, and can be made again")
    func gone() async throws {
        try await Station.open { station in
            try await Login.with(station, unit: "school") { login in
                _ = try await login.pool.query("SELECT bus.subscribe('orphan', 0)")
                try await login.drop(station)
                try await Login.with(station, unit: "school") { other in
                    let shown = try await other.pool.query("SELECT * FROM bus.status()")
                    #expect(shown.isEmpty)
                }
                let shown = try await station.databaseRoles.roles().first { $0[DatabaseRole.name] == login.name }
                #expect(shown?[DatabaseRole.state] == "missing")
                let again = try await Login.make(station, login.name, unit: "school")
                #expect(try await again.pool.query("SELECT * FROM bus.status()").count == 1)
                try await again.drop(station)
            }
        }
    }

    @Test("A login that is revoked ends at once; made again it has another password and goes on where it was")
    func revoking() async throws {
        try await Station.open { station in
            try await station.publish(count: 3, unit: "school")
            let roles = station.databaseRoles
            try await Login.with(station, unit: "school", publishes: true, hasSchema: true) { login in
                _ = try await login.pool.query("CREATE TABLE kept (position bigint)")
                _ = try await login.pool.query("SELECT bus.subscribe('feed', 0)")
                let receipt = try #require(try await login.numbers("SELECT receipt FROM bus.receive('feed', 2)").first)
                _ = try await login.pool.query("SELECT bus.ack(\(receipt))")
                _ = try await login.pool.query("SELECT bus.schedule(now() + '1 day', 'cn.edu.example.late')")

                let taken = await #expect(throws: ValidationError.self) {
                    try await Login.make(station, login.name, unit: "office")
                }
                #expect(taken?.issues.map(\.pointer) == ["/name"])
                let revoked = try await roles.revoke(login.name, by: .system("李雪梅"))
                #expect(revoked?[DatabaseRole.state] == "revoked")
                #expect(try await roles.revoke(login.name, by: .system("tests")) == nil)
                try await eventually("its sessions have ended") {
                    try await station.number("SELECT count(*) FROM pg_stat_activity WHERE usename = \(login.role)") == 0
                }
                let old = try Login.pool(station, login.role, login.password)
                await #expect(throws: DatabaseError.self) { try await old.query("SELECT 1") }
                await old.shutdown()
                #expect(try await station.number("SELECT count(*) FROM bus.scheduled") == 0)

                let again = try await Login.make(station, login.name, unit: "school", hasSchema: true)
                #expect(again.password != login.password)
                #expect(try await again.numbers("SELECT position FROM bus.receive('feed')") == [3])
                #expect(try await again.numbers("SELECT count(*) FROM kept") == [0])
                await again.expectRefusal("SELECT bus.publish('cn.edu.example.x')")
                await again.pool.shutdown()

                let trail = try await station.host.identity.audit(for: .system("tests"), subject: login.role)
                let actions = trail.reversed().compactMap { $0.object["action"]?.stringValue }
                #expect(actions == ["database-role.created", "database-role.revoked", "database-role.created"])
                #expect(trail.reversed().first?.object["units"] == ["school"])
                #expect(trail.map { $0.object["by"] } == ["tests", "李雪梅", "tests"])
                let text = JSON.array(trail.map { .object($0.object) }).description
                #expect(!text.contains(login.password.suffix(20)))
            }
        }
    }

    @Test("A unit that is no unit, and a name that is no name, are refused with their fields")
    func refusals() async throws {
        try await Station.open { station in
            for (name, unit, pointer) in [
                ("财务", "school", "/name"), ("a b", "school", "/name"), ("x", "nowhere", "/unit"),
                (String(repeating: "n", count: 41), "school", "/name"),
            ] {
                let error = await #expect(throws: ValidationError.self) {
                    try await Login.make(station, name, unit: unit)
                }
                #expect(error?.issues.map(\.pointer) == [pointer])
            }
            let roles = try await station.databaseRoles.roles()
            #expect(roles.isEmpty)
        }
    }
}
