import Database
import HTTPTypes
import Model
import Testing

@Suite("Records over HTTP")
struct RecordTests {
    @Test("Every kind of field comes back as it was given")
    func roundTrip() async throws {
        try await Office.open { office in
            let place = try await office.post(places, Place.input("兴庆宫")).id
            let input = Thing.full(place: place)
            let created = try await office.post(things, input)
            #expect(created.status == 201, "\(created.text)")
            #expect(created.etag == "\"1\"")
            #expect(created.headers[.location] == "\(things)/\(created.id)")
            let read = try await office.get("\(things)/\(created.id)")
            #expect(read.status == 200)
            #expect(read.etag == "\"1\"")
            for member in try #require(input.objectValue) {
                #expect(read[member.key] == member.value, "\(member.key)")
                #expect(created[member.key] == member.value, "\(member.key)")
            }
            #expect(read["state"] == "draft")
            #expect(read["version"] == 1)
            #expect(read["createdBy"] == "token:admin")
            #expect(read["titleLength"] == 4)
            #expect(read["rank"] == nil)
        }
    }

    @Test("What a change answers is what a read finds afterwards")
    func answersAgree() async throws {
        try await Office.open { office in
            let place = try await office.post(places, Place.input("兴庆宫")).id
            let created = try await office.post(things, Thing.full(place: place))
            let path = "\(things)/\(created.id)"
            #expect(try await office.get(path).json == created.json)
            let changed = try await office.patch(path, ["note": "改"], created.etag)
            #expect(try await office.get(path).json == changed.json)
            let submitted = try await office.post("\(path)/transitions/submit", [:])
            #expect(try await office.get(path).json == submitted.json)
            #expect(try await office.get(path).etag == submitted.etag)
        }
    }

    @Test("A program may send back the whole record as it read it, and nothing changes")
    func wholeRecord() async throws {
        try await Office.open { office in
            let place = try await office.post(places, Place.input("兴庆宫")).id
            let created = try await office.post(things, Thing.full(place: place))
            let path = "\(things)/\(created.id)"
            let read = try await office.get(path)
            let same = try await office.patch(path, try read.json, read.etag)
            #expect(same.status == 200, "\(same.text)")
            #expect(same.etag == "\"1\"")
            #expect(try await office.number("SELECT count(*) FROM samples.history WHERE resource = 'thing'") == 1)
        }
    }

    @Test("A number is given to a record that comes without a code")
    func codes() async throws {
        try await Office.open { office in
            #expect(try await office.post(things, Thing.input())["code"] == "THG-000001")
            #expect(try await office.post(things, Thing.input())["code"] == "THG-000002")
            try await office.post(things, Thing.input("一", ["code": "THG-000002"]))
                .requireProblem(422, "validation", faults: ["#/code duplicate"])
            #expect(try await office.post(things, Thing.input("一", ["code": "西-1"]))["code"] == "西-1")
        }
    }

    @Test("A merge patch replaces members, removes with null, and replaces lists whole")
    func mergePatch() async throws {
        try await Office.open { office in
            let place = try await office.post(places, Place.input("兴庆宫")).id
            let created = try await office.post(things, Thing.full(place: place))
            let path = "\(things)/\(created.id)"
            let changed = try await office.patch(
                path,
                [
                    "title": ["en": nil], "website": nil, "budget": ["minor": 5], "period": ["to": nil], "tags": nil,
                    "parts": [["label": "丙"], ["label": "甲"], ["label": "乙"]], "isOpen": true,
                ], created.etag)
            #expect(changed.status == 200, "\(changed.text)")
            #expect(changed.etag == "\"2\"")
            let read = try await office.get(path)
            #expect(read["title"] == ["zh": "西安讲座"])
            #expect(read["website"] == nil)
            #expect(read["budget"] == ["minor": 5, "currency": "CNY"])
            #expect(read["period"] == ["from": "2026-02-28"])
            #expect(read["tags"] == nil)
            #expect(read["parts"] == [["label": "丙"], ["label": "甲"], ["label": "乙"]])
            #expect(read["isOpen"] == true)
            #expect(read["email"] == "wang@xjtu.edu.cn")
            let emptied = try await office.patch(path, ["parts": [], "period": ["from": nil]], changed.etag)
            #expect(emptied["parts"] == nil)
            #expect(emptied["period"] == nil)
            #expect(try await office.number("SELECT count(*) FROM samples.things_parts") == 0)
            #expect(try await office.get(path).json == emptied.json)
        }
    }

    @Test("An empty period or list is none at all")
    func emptyValues() async throws {
        try await Office.open { office in
            let created = try await office.post(things, Thing.input("空", ["period": [:], "parts": [], "tags": []]))
            #expect(created.status == 201)
            #expect(try await office.get("\(things)/\(created.id)").json == created.json)
        }
    }

    @Test("A record goes away, but not its history, and not while another refers to it")
    func deletion() async throws {
        try await Office.open { office in
            let place = try await office.post(places, Place.input("兴庆宫"))
            let thing = try await office.post(things, Thing.input("讲", ["place": .string(place.id)]))
            let refused = try await office.delete("\(places)/\(place.id)", place.etag)
            refused.requireProblem(422, "validation")
            #expect(try await office.delete("\(things)/\(thing.id)", thing.etag).status == 204)
            try await office.get("\(things)/\(thing.id)").requireProblem(404, "not-found")
            #expect(try await office.delete("\(places)/\(place.id)", place.etag).status == 204)
            let history = try await office.get("\(things)/\(thing.id)/history")
            #expect(history.items.map { $0["action"] } == ["deleted", "created"])
        }
    }

    @Test("The history tells who made what of a record, newest first")
    func history() async throws {
        try await Office.open { office in
            let editor = try await office.token(.editor, name: "王老师")
            let created = try await office.post(things, Thing.input("甲"), as: editor)
            let path = "\(things)/\(created.id)"
            let changed = try await office.patch(path, ["note": "改", "email": "a@b.cn"], created.etag)
            _ = try await office.post("\(path)/transitions/submit", ["heldOn": "2026-01-01"], [.ifMatch: changed.etag])
            let entries = try await office.get("\(path)/history").items
            #expect(entries.map { $0["version"] } == [3, 2, 1])
            #expect(entries.map { $0["action"] } == ["submitted", "updated", "created"])
            #expect(entries.map { $0["by"] } == ["token:admin", "token:admin", "token:王老师"])
            #expect(entries[0]["changed"] == ["state", "heldOn"])
            #expect(entries[1]["changed"] == ["note", "email"])
            #expect(entries[1]["record"]?["note"] == "改")
            #expect(entries[2]["record"]?["note"] == nil)
            let at = try #require(entries[0]["at"]?.stringValue)
            #expect(Instant(at) != nil)
        }
    }

    @Test("There is nothing behind ids that are none, or nobody's")
    func unknownIDs() async throws {
        try await Office.open { office in
            for id in ["nonsense", "00000000-0000-7000-8000-000000000000", "%00", "..%2f..%2fetc", "1;DROP"] {
                try await office.get("\(things)/\(id)").requireProblem(404, "not-found")
                try await office.get("\(things)/\(id)/history").requireProblem(404, "not-found")
                try await office.delete("\(things)/\(id)", "*").requireProblem(404, "not-found")
            }
        }
    }

    @Test("Nobody but the program makes records that the program keeps")
    func keptByProgram() async throws {
        try await Office.open { office in
            let input: JSON = ["text": "伪造", "unit": "office"]
            let path = "/samples/v1/traces"
            try await office.post(path, input).requireProblem(405, "method-not-allowed")
            let posted = try await office.send(
                .post, "\(path)/import", raw: input.bytes, type: "application/x-ndjson")
            posted.requireProblem(405, "method-not-allowed")
            #expect(try await office.get(path).status == 200)
            #expect(try await office.number("SELECT count(*) FROM samples.traces") == 0)
            let document = try await office.get("/samples/openapi.json")
            #expect(document["paths"]?[path]?["post"] == nil)
            #expect(document["paths"]?[path]?["get"] != nil)
        }
    }
}
