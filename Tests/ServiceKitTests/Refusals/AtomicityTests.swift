import Database
import EventBus
import HTTPTypes
import Model
import ServiceKit
import Testing

@Suite("All or nothing")
struct AtomicityTests {
    @Test("A refusal before or after the write leaves neither record nor history nor event")
    func rollback() async throws {
        try await Office.open { office in
            for name in [PlaceRule.refusedBefore, PlaceRule.refusedAfter] {
                try await office.post(places, Place.input(name))
                    .requireProblem(422, "validation", faults: ["#/name/zh business"])
            }
            #expect(try await office.traces() == [0, 0, 0, 0, 0])
            let created = try await office.post(places, Place.input("好"))
            for name in [PlaceRule.refusedBefore, PlaceRule.refusedAfter] {
                try await office.patch("\(places)/\(created.id)", ["name": ["zh": .string(name)]], created.etag)
                    .requireProblem(422, "validation", faults: ["#/name/zh business"])
            }
            #expect(try await office.traces() == [1, 0, 1, 1, 0])
            #expect(try await office.get("\(places)/\(created.id)")["name"] == ["zh": "好"])
        }
    }

    @Test("Every change publishes one event, without what is sensitive")
    func events() async throws {
        try await Office.open { office in
            let place = try await office.post(places, Place.input("兴庆宫")).id
            let created = try await office.post(things, Thing.full(place: place))
            let path = "\(things)/\(created.id)"
            let changed = try await office.patch(path, ["email": "neu@xjtu.edu.cn", "seats": 31], created.etag)
            _ = try await office.patch(path, ["seats": 31], changed.etag)
            _ = try await office.post("\(path)/transitions/submit")
            _ = try await office.delete(path, "*")
            _ = try await office.number("SELECT bus.tick()")
            let page = try await office.host.bus.read(after: 0, limit: 100)
            let events = page.events.filter { $0.subject == "things/\(created.id)" }
            #expect(
                events.map(\.type) == [
                    "samples.thing.created", "samples.thing.updated", "samples.thing.submitted",
                    "samples.thing.deleted",
                ])
            #expect(page.events.map(\.position) == Array(1...page.events.count))
            #expect(page.head == page.events.count)
            for event in events {
                let text = String(decoding: event.data ?? [], as: UTF8.self)
                for secret in ["E12345678", "xjtu.edu.cn\"", "+86 29 1234"] {
                    #expect(!text.contains(secret), "\(event.type)")
                }
                let data = try JSON(parsing: event.data ?? [])
                #expect(data["record"]?["id"]?.stringValue == created.id)
                #expect(data["record"]?["code"] == "T-满-1")
                #expect(data["record"]?["parts"]?[0]?["label"] == "甲")
                #expect(event.source == "/samples")
                #expect(event.unit == "office")
                #expect(event.actor == "token:admin")
                #expect(event.partitionKey == created.id)
            }
            let data = try JSON(parsing: events[1].data ?? [])
            #expect(data["changed"] == ["email", "seats"])
            #expect(data["record"]?["seats"] == 31)
            #expect(data["record"]?["version"] == 2)
        }
    }

    @Test("History can be neither rewritten nor removed by the service")
    func immutableHistory() async throws {
        try await Office.open { office in
            _ = try await office.post(things, Thing.input())
            for statement in [
                "UPDATE samples.history SET by = 'x'", "DELETE FROM samples.history", "TRUNCATE samples.history",
                "DROP TABLE samples.history", "ALTER TABLE samples.history DISABLE TRIGGER ALL",
                "UPDATE bus.events SET type = 'x'", "DELETE FROM bus.events", "SELECT * FROM bus.events",
                "INSERT INTO bus.events (source, type, partitionkey) VALUES ('/other', 'x', 'k')",
                "CREATE TABLE samples.x ()", "SELECT * FROM samples.migrations",
            ] {
                await #expect(throws: (any Error).self, "\(statement)") {
                    try await office.host.runtimes[0].pool.withConnection { connection in
                        try await connection.script(statement)
                    }
                }
            }
            #expect(try await office.number("SELECT count(*) FROM samples.history") == 1)
        }
    }
}
