import Database
import Model
import ServiceKit
import Testing

@Suite("Records made at the same time")
struct SharedCreationTests {
    @Test("Share a statement, yet each sender hears about their own record, and nothing of a refused one stays")
    func company() async throws {
        try await Office.open { office in
            let nowhere = RecordID.generate().description
            let answers = try await withThrowingTaskGroup(of: (Int, Answer).self) { group in
                for number in 0..<60 {
                    group.addTask {
                        var input: JSON = [
                            "unit": "office", "title": ["zh": "讲座 \(number)", "en": "Talk \(number)"], "kind": "talk",
                            "parts": [["label": "甲 \(number)"], ["label": "乙"]],
                        ]
                        // Only the table knows that there is no such place, so the whole company is refused at first.
                        if number % 7 == 0, case .object(var object) = input {
                            object["place"] = .string(nowhere)
                            input = .object(object)
                        }
                        return (number, try await office.post(things, input))
                    }
                }
                return try await group.reduce(into: [Int: Answer]()) { $0[$1.0] = $1.1 }
            }
            for (number, answer) in answers {
                if number % 7 == 0 {
                    answer.requireProblem(422, "validation", faults: ["#/place reference"])
                } else {
                    #expect(answer.status == 201)
                    #expect(answer["title"]?["en"] == .string("Talk \(number)"))
                    let read = try await office.get("\(things)/\(answer.id)").json
                    #expect(read == (try answer.json))
                }
            }
            let made = answers.count { $0.key % 7 != 0 }
            #expect(try await office.traces() == [made, 2 * made, made, made, 0])
            let codes = try await office.number("SELECT count(DISTINCT code) FROM samples.things")
            #expect(codes == made)
        }
    }

    @Test("What is read says what the columns say, also after an edit that empties fields and lists")
    func documents() async throws {
        try await Office.open { office in
            let place = try await office.post(places, Place.input("兴庆宫")).id
            let created = try await office.post(things, Thing.full(place: place))
            try await Self.requireAgreement(office)
            _ = try await office.patch(
                "\(things)/\(created.id)",
                ["note": .null, "parts": [["label": "丙"]], "seats": 7, "isOpen": false, "tags": .null], created.etag)
            try await Self.requireAgreement(office)
        }
    }

    private static func requireAgreement(_ office: Office) async throws {
        let differing = try await office.number(
            """
            SELECT count(*) FROM samples.things t WHERE \
            (t.id::text, t.code, t.unit, t.state, t.version::text, t.note, t.kind, t.seats::text, t.score::text, \
            t.is_open::text, t.held_on::text, t.period_from::text, t.budget_minor::text, t.place::text, \
            COALESCE(to_json(t.tags)::text, '')) IS DISTINCT FROM \
            (document->>'id', document->>'code', document->>'unit', document->>'state', document->>'version', \
            document->>'note', document->>'kind', document->>'seats', document->>'score', document->>'isOpen', \
            document->>'heldOn', document->'period'->>'from', document->'budget'->>'minor', document->>'place', \
            COALESCE(document->>'tags', '')) \
            OR (SELECT count(*) FROM samples.things_parts p WHERE p.parent_id = t.id) \
            <> COALESCE(json_array_length(document->'parts'), 0)
            """)
        #expect(differing == 0)
        #expect(try await office.number("SELECT count(*) FROM samples.things") == 1)
    }
}
