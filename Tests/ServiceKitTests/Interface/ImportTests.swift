import Database
import HTTPTypes
import Model
import Testing

@Suite("Imports")
struct ImportTests {
    private static func send(
        _ office: Office, _ path: String, _ rows: [String], query: String = "", as token: String? = nil,
    ) async throws -> Answer {
        try await office.send(
            .post, "\(path)/import\(query)", raw: Array(rows.joined(separator: "\n").utf8),
            type: "application/x-ndjson",
            as: token)
    }

    private static func lines(_ answer: Answer) -> [String] {
        (answer["rejected"]?.arrayValue ?? []).map {
            "\($0["line"]?.integerValue ?? -1) \($0["pointer"]?.stringValue ?? "") \($0["rule"]?.stringValue ?? "")"
        }
    }

    @Test("The same table sent several times at once comes in once")
    func together() async throws {
        try await Office.open { office in
            let rows = (1...20).map { Thing.input("讲座 \($0)", ["code": .string("T-\($0)")]).description }
            let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
                for _ in 0..<5 { group.addTask { try await Self.send(office, things, rows) } }
                return try await group.reduce(into: [Answer]()) { $0.append($1) }
            }
            #expect(answers.map { $0["created"]?.integerValue ?? -1 }.sorted() == [0, 0, 0, 0, 20])
            #expect(answers.map { $0["unchanged"]?.integerValue ?? -1 }.sorted() == [0, 20, 20, 20, 20])
            #expect(answers.allSatisfy { $0["rejected"] == [] })
            #expect(try await office.number("SELECT count(*) FROM samples.history") == 20)
        }
    }

    @Test("Good rows are kept, bad ones are told by their line, none is lost")
    func report() async throws {
        try await Office.open { office in
            let rows = [
                Thing.input("一").description, "{", Thing.input("三", ["kind": "x", "seats": -1]).description,
                Thing.input("四", ["seats": 13]).description, "", "[]", Thing.input("七", ["code": "D"]).description,
                Thing.input("八", ["code": "D"]).description, Thing.input("九", ["unit": "nowhere"]).description,
                Thing.input("十", ["line": 77, "heldOn": "2026-02-30"]).description, "\u{FEFF}{}",
                "{\"title\":{\"zh\":\"\\ud800\"}}",
            ]
            let answer = try await Self.send(office, things, rows)
            #expect(answer.status == 200)
            #expect(answer["created"] == 2, "\(answer.text)")
            #expect(
                Self.lines(answer).sorted() == [
                    "11 # format", "12 # format", "2 # format", "3 #/kind code", "3 #/seats range",
                    "4 #/seats business",
                    "6 # type", "77 #/heldOn date", "9 #/unit reference",
                ])
            // The second row with the code D corrected what the first had made.
            #expect(answer["updated"] == 1)
            #expect(try await office.number("SELECT count(*) FROM samples.things") == 2)
            #expect(try await office.number("SELECT count(*) FROM samples.history") == 3)
            #expect(try await office.number("SELECT count(*) FROM bus.events") == 3)
        }
    }

    @Test("An import can be repeated: what is known changes nothing, what differs is corrected")
    func repetition() async throws {
        try await Office.open { office in
            let rows = (1...5).map {
                Place.input("地点 \($0)", ["code": .string("P-\($0)"), "capacity": 10]).description
            }
            #expect(try await Self.send(office, places, rows)["created"] == 5)
            let again = try await Self.send(office, places, rows)
            #expect(again["created"] == 0)
            #expect(again["unchanged"] == 5)
            let corrected = [
                Place.input("地点 1", ["code": "P-1", "capacity": 11]).description, rows[1],
                Place.input("地点 6", ["code": "P-6"]).description, Place.input("地点 6", ["code": "P-6"]).description,
                Place.input("地点 6b", ["code": "P-6"]).description,
            ]
            let dry = try await Self.send(office, places, corrected, query: "?dryRun=true")
            let real = try await Self.send(office, places, corrected)
            #expect(real["created"] == 1)
            #expect(real["updated"] == 2)
            #expect(real["unchanged"] == 2)
            #expect(dry["created"] == real["created"])
            let versions = try await office.get("\(places)?code=P-1,P-6&sort=code").items.map { $0["version"] }
            #expect(versions == [2, 2])
        }
    }

    @Test("A dry run finds out everything and changes nothing")
    func dryRun() async throws {
        try await Office.open { office in
            let rows = [Place.input("甲").description, Place.input(PlaceRule.refusedBefore).description, "{"]
            let answer = try await Self.send(office, places, rows, query: "?dryRun=true")
            #expect(answer["created"] == 1)
            #expect(Self.lines(answer).count == 2)
            #expect(try await office.traces() == [0, 0, 0, 0, 0])
        }
    }

    @Test(
        "A dry run that is misspelt is no import",
        arguments: [
            "dryRun=1", "dryRun=yes", "dryrun=true", "dry_run=true", "dryRun=", "dryRun=true&dryRun=false",
            "dryRun=false&dryRun=true", "dryRun=true&dryRun=true",
        ])
    func misspeltDryRun(query: String) async throws {
        try await Office.open { office in
            let answer = try await Self.send(office, places, [Place.input("甲").description], query: "?\(query)")
            answer.requireProblem(422, "validation")
            #expect(try await office.traces() == [0, 0, 0, 0, 0])
        }
    }

    @Test(
        "A line that is none is refused with its row",
        arguments: [-5, 0, .integer(Int64(Int32.max) + 1), .number("1.5"), "7", true] as [JSON])
    func impossibleLine(line: JSON) async throws {
        try await Office.open { office in
            let rows = [
                Place.input("甲", ["line": 9]).description, Place.input("乙", ["line": line]).description,
                Place.input("丙", ["line": .integer(Int64(Int32.max))]).description,
            ]
            let answer = try await Self.send(office, places, rows)
            #expect(answer["created"] == 2, "\(answer.text)")
            #expect(answer["refused"] == 1)
            #expect(Self.lines(answer) == ["2 #/line range"])
        }
    }

    @Test("A row that the rule refuses after the write leaves nothing, and the others stay")
    func refusedAfter() async throws {
        try await Office.open { office in
            let rows = ["甲", PlaceRule.refusedAfter, "乙"].map { Place.input($0).description }
            let answer = try await Self.send(office, places, rows)
            #expect(answer["created"] == 2)
            #expect(Self.lines(answer) == ["2 #/name/zh business"])
            #expect(try await office.traces() == [2, 0, 2, 2, 0])
        }
    }

    @Test("Rows for units in which the sender may not write are refused one by one")
    func foreignUnits() async throws {
        try await Office.open { office in
            let token = try await office.token(.editor, "lab")
            let rows = [
                Thing.input("甲", ["unit": "lab"]).description, Thing.input("乙", ["unit": "office"]).description,
                Thing.input("丙", ["unit": nil]).description,
            ]
            let answer = try await Self.send(office, things, rows, as: token)
            #expect(answer["created"] == 2)
            #expect(Self.lines(answer) == ["2 #/unit business"])
        }
    }

    @Test("An upload has its limits")
    func limits() async throws {
        try await Office.open { office in
            try await Self.send(office, things, [String(repeating: "x", count: 9 << 20)]).requireProblem(
                413, "too-large")
            #expect(try await office.traces() == [0, 0, 0, 0, 0])
        }
    }

    @Test("Rows of a JSON file that share a line are told apart by their number")
    func elements() async throws {
        try await Office.open { office in
            let rows: JSON = [
                Thing.input("一"), Thing.input("二", ["seats": -1]), 5, Thing.input("四", ["kind": "x"]),
            ]
            let answer = try await office.send(
                .post, "\(things)/import", raw: rows.bytes, type: "application/json")
            func places(_ answer: Answer) -> [String] {
                (answer["rejected"]?.arrayValue ?? []).map {
                    "\($0["line"] ?? 0) \($0["element"] ?? 0) \($0["pointer"]?.stringValue ?? "")"
                }
            }
            #expect(places(answer) == ["1 2 #/seats", "1 3 #", "1 4 #/kind"])
            // Whoever sends parts of a file says where the rows stood.
            let part = try await Self.send(
                office, things, [Thing.input("五", ["line": 1, "element": 17, "seats": -1]).description])
            #expect(places(part) == ["1 17 #/seats"])
        }
    }

    @Test("A reference is given by code or by id, and a code that means nothing is named")
    func codes() async throws {
        try await Office.open { office in
            let hall = try await office.post(places, Place.input("礼堂", ["code": "DEMO-1"]))
            _ = try await office.post(places, Place.input("密室", ["code": "LAB-1", "unit": "lab"]))
            let editor = try await office.token(.editor)
            let csv =
                "title.zh,kind,unit,place\n讲座,talk,office,DEMO-1\n讲座二,talk,office,\(hall.id)\n"
                + "讲座三,talk,office,NOPE\n讲座四,talk,office,LAB-1\n"
            let answer = try await office.send(
                .post, "\(things)/import", raw: Array(csv.utf8), type: "text/csv", as: editor,
                [.acceptLanguage: "en"])
            #expect(answer["created"] == 2, "\(answer.text)")
            #expect(Self.lines(answer) == ["4 #/place reference", "5 #/place reference"])
            #expect(answer.text.contains("There is no record with the code or id “NOPE”"))
            #expect(try await office.get("\(things)/count?place=\(hall.id)")["count"] == 2)
            let parts = Thing.input(
                "五", ["parts": [["label": "甲", "place": "DEMO-1"], ["label": "乙", "place": "X"]]])
            let nested = try await Self.send(office, things, [parts.description])
            #expect(Self.lines(nested) == ["1 #/parts/1/place reference"])
        }
    }

    @Test("A code that is in use but not assigned is taken and reported, whether the row is new or not")
    func oddCodes() async throws {
        try await Office.open { office in
            let rows = [
                Thing.input("一", ["country": "XK"]).description, Thing.input("二", ["country": "DE"]).description,
            ]
            for expected in [2, 0] {
                let answer = try await Self.send(office, things, rows)
                #expect(answer["created"]?.integerValue == Int64(expected))
                #expect(
                    (answer["suspicious"]?.arrayValue ?? []).map {
                        "\($0["line"] ?? 0) \($0["pointer"]?.stringValue ?? "") \($0["rule"]?.stringValue ?? "")"
                    } == ["1 #/country oddCode"])
            }
        }
    }
}
