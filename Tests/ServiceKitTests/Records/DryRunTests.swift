import Database
import HTTPTypes
import Model
import Testing

@Suite("Dry runs")
struct DryRunTests {
    @Test("A dry run of a change finds out everything and keeps nothing")
    func nothing() async throws {
        try await Office.open { office in
            let thing = try await office.post(things, Thing.input("讲座", ["heldOn": "2026-02-28"]))
            let path = "\(things)/\(thing.id)"
            let before = try await office.traces()
            let numbers = try await office.number("SELECT last_value FROM samples.things_code")

            let made = try await office.post("\(things)?dryRun=true", Thing.input("又一讲座"), [.idempotencyKey: "a"])
            #expect(made.status == 200)
            #expect(made["title"]?["zh"] == "又一讲座" && made["code"] == "THG-#" && made["titleLength"] == 4)
            #expect(made.headers[.location] == nil && made.etag.isEmpty)
            try await office.post("\(things)?dryRun=true", Thing.input("坏", ["seats": 13]))
                .requireProblem(422, "validation", faults: ["#/seats business"])
            let changed = try await office.send(
                .patch, "\(path)?dryRun=true", raw: (["note": "改"] as JSON).bytes,
                type: "application/merge-patch+json", [.ifMatch: thing.etag])
            #expect(changed.status == 200 && changed["note"] == "改" && changed["version"] == 2)
            let moved = try await office.post("\(path)/transitions/submit?dryRun=true", [:], [.idempotencyKey: "b"])
            #expect(moved.status == 200 && moved["state"] == "submitted")
            #expect(try await office.delete("\(path)?dryRun=true", thing.etag).status == 204)
            let doubtful = Place.input("同名楼")
            _ = try await office.post(places, doubtful)
            #expect(try await office.post("\(places)?dryRun=true", doubtful)["warnings"]?.arrayValue?.count == 1)

            let after = try await office.traces()
            #expect(after == [before[0] + 1, before[1], before[2] + 1, before[3] + 1, before[4]])
            #expect(try await office.number("SELECT last_value FROM samples.things_code") == numbers)
            #expect(try await office.get(path)["state"] == "draft")
            // The keys are free for what is meant.
            #expect(try await office.post(things, Thing.input("又一讲座"), [.idempotencyKey: "a"]).status == 201)
        }
    }

    @Test("A parameter that a write does not know is refused, so that a misspelt dry run changes nothing")
    func unknown() async throws {
        try await Office.open { office in
            let thing = try await office.post(things, Thing.input("讲座", ["heldOn": "2026-02-28"]))
            let path = "\(things)/\(thing.id)"
            let before = try await office.traces()
            for (query, fault) in [
                ("dryrun=true", "#/dryrun unknownField"), ("dryRun=yes", "#/dryRun type"), ("dryRun", "#/dryRun type"),
                ("dryRun=true&dryRun=false", "#/dryRun duplicate"), ("fields=title", "#/fields unknownField"),
            ] {
                try await office.post("\(things)?\(query)", Thing.input()).requireProblem(
                    422, "validation", faults: [fault])
                let patch: JSON = ["note": "改"]
                try await office.send(
                    .patch, "\(path)?\(query)", raw: patch.bytes, type: "application/merge-patch+json",
                    [.ifMatch: thing.etag]
                ).requireProblem(422, "validation", faults: [fault])
                try await office.delete("\(path)?\(query)", thing.etag).requireProblem(
                    422, "validation", faults: [fault])
                try await office.post("\(path)/transitions/submit?\(query)", [:]).requireProblem(
                    422, "validation", faults: [fault])
            }
            try await office.post("/identity/v1/units?dryRun=true", ["code": "new", "name": ["zh": "新"]])
                .requireProblem(422, "validation", faults: ["#/dryRun unknownField"])
            #expect(try await office.traces() == before)
            // The language of the answer is asked for as everywhere.
            #expect(try await office.post("\(things)?lang=en", Thing.input()).status == 201)
        }
    }
}
