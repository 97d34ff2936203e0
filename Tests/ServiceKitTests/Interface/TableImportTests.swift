import Database
import HTTPTypes
import Model
import ServiceKit
import Tabular
import Testing

@Suite("Tables in and out")
struct TableImportTests {
    private static func send(
        _ office: Office, _ path: String, _ bytes: [UInt8], type: String = "text/csv", query: String = "",
        as token: String? = nil, _ headers: HTTPFields = [:],
    ) async throws -> Answer {
        try await office.send(.post, "\(path)/import\(query)", raw: bytes, type: type, as: token, headers)
    }

    private static func lines(_ answer: Answer, _ list: String = "rejected") -> [String] {
        (answer[list]?.arrayValue ?? []).map {
            "\($0["line"]?.integerValue ?? -1) \($0["pointer"]?.stringValue ?? "") \($0["rule"]?.stringValue ?? "")"
        }
    }

    private static func counts(_ answer: Answer) -> [Int64?] {
        ["created", "updated", "unchanged", "refused"].map { answer[$0]?.integerValue }
    }

    /// Records with something in every field, texts that a spreadsheet would take for formulas, and nearly empty ones.
    private static func fill(_ office: Office) async throws {
        let place = try await office.post(places, Place.input("兴庆宫, \"宫\"", ["capacity": 7])).id
        _ = try await office.post(places, Place.input("'=1+1"))
        _ = try await office.post(things, Thing.full(place: place))
        for note in ["=1+1", "'=1+1", "甲\r\n乙", "＝cmd", "a\n\"b\",c", "-5"] {
            let made = try await office.post(things, Thing.input("行 \(note.count)", ["note": .string(note)]))
            #expect(made.status == 201, "\(made.text)")
        }
    }

    // MARK: There and back

    @Test("An export that is imported again changes nothing, for every record type and in every form")
    func roundTrip() async throws {
        try await Office.open { office in
            try await Self.fill(office)
            let before = try await office.traces()
            for collection in Sample.definition.collections where !collection.isKeptByProgram {
                let path = "/samples/v1/\(collection.resource.collection)"
                let total = try await office.get("\(path)/count")["count"]?.integerValue
                for (form, type) in [("csv", "text/csv"), ("json", "application/x-ndjson")] {
                    let bytes = try await office.get("\(path)/export.\(form)").bytes
                    for query in ["?dryRun=true", ""] {
                        let answer = try await Self.send(office, path, bytes, type: type, query: query)
                        #expect(Self.counts(answer) == [0, 0, total, 0], "\(path) \(form) \(answer.text)")
                        #expect(answer["suspicious"] == [], "\(path) \(form)")
                    }
                }
            }
            #expect(try await office.traces() == before)
        }
    }

    @Test("What was exported can be imported elsewhere, by its values")
    func elsewhere() async throws {
        try await Office.open { office in
            try await Self.fill(office)
            let exported = try await office.get("\(things)/export.csv").bytes
            let values = try await Self.values(office)
            for item in try await office.get(things).items {
                _ = try await office.delete("\(things)/\(item["id"]?.stringValue ?? "")", "*")
            }
            let answer = try await Self.send(office, things, exported)
            #expect(Self.counts(answer) == [7, 0, 0, 0], "\(answer.text)")
            #expect(try await Self.values(office) == values)
        }
    }

    private static func values(_ office: Office) async throws -> [JSON] {
        try await office.get("\(things)?sort=code&limit=100").items.map { item in
            var object = item.objectValue ?? JSONObject()
            for name in ["id", "version", "createdAt", "createdBy", "updatedAt", "updatedBy"] { object[name] = nil }
            return .object(object)
        }
    }

    @Test("An edited export changes what was edited, and says what an import does not change")
    func edited() async throws {
        try await Office.open { office in
            let first = try await office.post(things, Thing.input("甲", ["code": "T-1", "origin": "手工"]))
            _ = try await office.post(things, Thing.input("乙", ["code": "T-2"]))
            let exported = try await office.get("\(things)/export.csv?sort=code").text
            // Somebody else changes the first one meanwhile.
            _ = try await office.patch("\(things)/\(first.id)", ["seats": 3], first.etag)
            let text = exported.replacing("T-2", with: "T-二").replacing("甲", with: "甲甲")
                .replacing("手工", with: "机器").replacing(",draft,", with: ",approved,")
            let answer = try await Self.send(office, things, Array(text.utf8))
            #expect(Self.counts(answer) == [0, 2, 0, 0], "\(answer.text)")
            #expect(
                Self.lines(answer, "suspicious").sorted() == [
                    "2 #/origin immutable", "2 #/state readOnly", "2 #/version stale", "3 #/state readOnly",
                ])
            #expect(
                (answer["changes"]?.arrayValue ?? []).map { "\($0["line"] ?? 0) \($0["message"]?.stringValue ?? "")" }
                    == [
                        "2 修改 T-1 甲：名称", "3 修改 T-2 乙：编号",
                    ])
            let items = try await office.get("\(things)?sort=code").items
            #expect(items.map { $0["code"] } == ["T-1", "T-二"])
            #expect(items[0]["title"]?["zh"] == "甲甲")
            #expect(items[0]["seats"] == 3, "an empty cell says nothing")
            #expect(items.map { $0["state"] } == ["draft", "draft"])
        }
    }

    @Test("One language of a name leaves the other, and the same value in another spelling is no change")
    func spelling() async throws {
        try await Office.open { office in
            let title: JSON = ["zh": "讲座", "en": "Lecture"]
            _ = try await office.post(
                things,
                Thing.input("", ["code": "T-1", "title": title, "heldOn": "2026-02-08", "score": .number("1.50")]))
            let csv = "code,unit,kind,title.zh,heldOn,score,seats\nT-1,office,talk,讲座,2026/2/8,1.5,\n"
            #expect(Self.counts(try await Self.send(office, things, Array(csv.utf8))) == [0, 0, 1, 0])
            #expect(try await office.get("\(things)?code=T-1").items.first?["title"] == title)
        }
    }

    // MARK: Forms of upload

    @Test(
        "Encodings are read as the header names them, or recognized",
        arguments: [
            ("text/csv", false), ("text/csv; charset=gb18030", false), ("text/csv;charset=\"GBK\"", false),
            ("text/csv; charset=utf-8", true), ("TEXT/CSV", true),
        ])
    func encodings(type: String, isUTF8: Bool) async throws {
        try await Office.open { office in
            // 西安 in GB 18030.
            let name: [UInt8] = isUTF8 ? Array("西安".utf8) : [0xCE, 0xF7, 0xB0, 0xB2]
            let bytes = Array("unit,name.zh\r\noffice,".utf8) + name
            let answer = try await Self.send(office, places, bytes, type: type)
            #expect(answer["created"] == 1, "\(answer.text)")
            #expect(try await office.get(places).items.first?["name"]?["zh"] == "西安")
        }
    }

    @Test("An array of records is taken too, and its rows are named by their lines")
    func array() async throws {
        try await Office.open { office in
            let text = "[\n\(Place.input("甲")),\n{\"unit\": \"office\",\n \"name\": 1},\n7\n]"
            let answer = try await Self.send(office, places, Array(text.utf8), type: "application/json")
            #expect(Self.counts(answer) == [1, 0, 0, 2])
            #expect(Self.lines(answer) == ["3 #/name type", "5 # type"])
        }
    }

    @Test("Other types, other encodings and what is no table are refused before anything is done")
    func refusals() async throws {
        try await Office.open { office in
            let row = Array("unit,name.zh\noffice,甲\n".utf8)
            for type in ["text/plain", "application/x-www-form-urlencoded", ""] {
                try await Self.send(office, places, row, type: type).requireProblem(415, "media-type")
            }
            try await Self.send(office, places, row, type: "text/csv; charset=ebcdic").requireProblem(
                422, "validation", faults: ["# format"])
            try await Self.send(office, places, row + [0xFF], type: "text/csv; charset=utf-8").requireProblem(
                422, "validation", faults: ["# format"])
            try await Self.send(office, places, [0x50, 0x4B, 0x03, 0x04]).requireProblem(422, "validation")
            try await Self.send(office, places, []).requireProblem(422, "validation", faults: ["# format"])
            let many = Array(("name.zh\n" + String(repeating: "x\n", count: 50_001)).utf8)
            try await Self.send(office, places, many).requireProblem(422, "validation", faults: ["# format"])
            #expect(try await office.traces() == [0, 0, 0, 0, 0])
        }
    }

    @Test("Columns that the table has not are named, in the reader's language", arguments: ["zh-CN", "en"])
    func unknownColumns(language: String) async throws {
        try await Office.open { office in
            let answer = try await Self.send(
                office, places, Array("unit,name,颜色\noffice,甲,红\n".utf8), [.acceptLanguage: language])
            answer.requireProblem(422, "validation", faults: ["#/name unknownField", "#/颜色 unknownField"])
            let messages = (answer["errors"]?.arrayValue ?? []).compactMap { $0["message"]?.stringValue }
            #expect(
                messages
                    == (language == "en"
                        ? [
                            "Places have no column “name”; write name.zh and name.en",
                            "Places have no column “颜色”",
                        ] : ["“地点”没有列“name”，应写为 name.zh、name.en", "“地点”没有列“颜色”"]))
            #expect(try await office.traces() == [0, 0, 0, 0, 0])
        }
    }

    @Test("Every bad row is told by its line in the file, and the good ones are taken")
    func badRows() async throws {
        try await Office.open { office in
            let text = """
                unit,title.zh,kind,note,seats,heldOn,parts\r
                office,一,talk,"甲
                乙",3,2026-02-28,\r
                office,二,tlak,,many,2026-02-30,\r
                ,,,,,,\r
                office,三,talk,,,,not JSON\r
                office,四,talk\r
                office,五,talk,,13,,\r
                nowhere,六,talk,,,,\r
                office,七,talk,,,,"[{""label"":""x""},{""label"":""x""}]"\r
                office,八,talk,"甲"乙,,,\r
                office,九,talk,ok,,,\r

                """
            for query in ["?dryRun=true", ""] {
                let answer = try await Self.send(office, things, Array(text.utf8), query: query)
                #expect(Self.counts(answer) == [2, 0, 0, 7], "\(answer.text)")
                #expect(
                    Self.lines(answer) == [
                        "4 #/kind code", "4 #/seats type", "4 #/heldOn date", "6 #/parts format", "7 # columns",
                        "8 #/seats business", "9 #/unit reference", "10 #/parts/1/label duplicate", "11 # format",
                    ])
            }
            #expect(try await office.traces()[0] == 2)
        }
    }

    @Test("A unit that there is not is named, in a row of its own, in one that changes a record, and without a table")
    func unknownUnit() async throws {
        try await Office.open { office in
            let made = try await office.post(things, Thing.input("甲", ["code": "T-1"]))
            let text = "id,编号,归口单位,名称,Kind\n\(made.id),T-1,ofice,甲,talk\n,T-2,schol,乙,talk\n"
            let answer = try await Self.send(office, things, Array(text.utf8))
            #expect(
                (answer["rejected"]?.arrayValue ?? []).map { $0["message"]?.stringValue ?? "" } == [
                    "没有代码为“ofice”的单位", "没有代码为“schol”的单位",
                ], "\(answer.text)")
            #expect(Self.lines(answer) == ["2 #/unit reference", "3 #/unit reference"])
            for refused in [
                try await office.post(things, Thing.input("乙", ["unit": "nowhere"]), [.acceptLanguage: "en"]),
                try await office.patch("\(things)/\(made.id)", ["unit": "nowhere"], made.etag),
            ] {
                refused.requireProblem(422, "validation", faults: ["#/unit reference"])
                #expect(refused.text.contains("“nowhere”"))
            }
        }
    }

    // MARK: Many rows

    @Test("A dry run sees what the real run sees, beyond one portion, and uses up no number")
    func rehearsal() async throws {
        try await Office.open { office in
            var lines = ["unit,code,name.zh,capacity"]
            for number in 1...1300 { lines.append("office,\(number % 400 == 0 ? "" : "P-\(number)"),地点 \(number),5") }
            lines.append("office,P-1,地点 1,5")
            lines.append("office,P-2,地点 2,6")
            lines.append("office,P-3,\(PlaceRule.refusedBefore),6")
            lines.append("office,,\(PlaceRule.refusedAfter),6")
            lines.append("office,P-700,地点 700,x")
            let bytes = Array(lines.joined(separator: "\n").utf8)
            let trial = try await Self.send(office, places, bytes, query: "?dryRun=true")
            #expect(try await office.traces() == [0, 0, 0, 0, 0])
            let real = try await Self.send(office, places, bytes)
            #expect(Self.counts(real) == [1300, 1, 1, 3], "\(real.text)")
            #expect(trial.text == real.text)
            let numbered = try await office.get("\(places)/count?code=PLC-000001,PLC-000002")
            #expect(numbered["count"] == 2)
            let again = try await Self.send(office, places, bytes)
            #expect(again["created"] == 0, "rows without a code are known again by what they say")
        }
    }

    @Test("Rows of one upload that mean the same record follow each other")
    func sequence() async throws {
        try await Office.open { office in
            _ = try await office.post(places, Place.input("甲", ["code": "P-1", "capacity": 1]))
            let csv = """
                unit,code,name.zh,capacity
                office,P-1,甲,2
                office,P-1,甲,1
                office,P-2,乙,3
                office,P-2,乙,4
                office,P-2,乙,3
                """
            for query in ["?dryRun=true", ""] {
                let answer = try await Self.send(office, places, Array(csv.utf8), query: query)
                #expect(Self.counts(answer) == [1, 4, 0, 0], "\(answer.text)")
            }
            #expect(try await office.get("\(places)?sort=code").items.map { $0["capacity"] } == [1, 3])
        }
    }

    @Test("A record of a unit that the sender may not see is no obstacle for the other rows")
    func unseen() async throws {
        try await Office.open { office in
            _ = try await office.post(places, Place.input("甲", ["code": "P-1"]))
            let token = try await office.token(.editor, "lab")
            let csv = "code,name.zh,capacity\nP-1,甲,2\nP-2,乙,3\n"
            for query in ["?dryRun=true", ""] {
                let answer = try await Self.send(office, places, Array(csv.utf8), query: query, as: token)
                #expect(Self.counts(answer) == [1, 0, 0, 1], "\(answer.text)")
                #expect(Self.lines(answer) == ["2 # business"])
            }
        }
    }

    @Test("When the database fails on the way, what was done is said, and the same upload finishes it")
    func interruption() async throws {
        try await Office.open { office in
            let rows = (1...1200).map { "office,P-\($0),地点 \($0)" }
            let bytes = Array((["unit,code,name.zh"] + rows).joined(separator: "\n").utf8)
            // A table that refuses one row of the third portion as only a broken server would.
            try await office.owner.withConnection { connection in
                try await connection.script(
                    """
                    CREATE FUNCTION samples.fail() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN RAISE EXCEPTION 'out of memory' USING ERRCODE = '53200'; END $$;
                    CREATE TRIGGER fail BEFORE INSERT ON samples.places FOR EACH ROW WHEN (NEW.code = 'P-1100')
                    EXECUTE FUNCTION samples.fail();
                    """)
            }
            let trial = try await Self.send(office, places, bytes, query: "?dryRun=true")
            trial.requireProblem(503, "busy")
            #expect(try await office.traces()[0] == 0)
            let answer = try await Self.send(office, places, bytes, [.acceptLanguage: "en"])
            answer.requireProblem(503, "import-interrupted")
            #expect(answer["report"]?["created"] == 1000)
            #expect(answer["detail"]?.stringValue?.contains("line 1002") == true, "\(answer.text)")
            #expect(try await office.traces()[0] == 1000)
            try await office.owner.withConnection { connection in
                try await connection.script("DROP TRIGGER fail ON samples.places")
            }
            #expect(Self.counts(try await Self.send(office, places, bytes)) == [200, 0, 1000, 0])
            #expect(try await office.number("SELECT count(*) FROM samples.history") == 1200)
        }
    }

    @Test("A report has an end, and says how much it leaves out")
    func longReport() async throws {
        try await Office.open { office in
            // Five fields that there are not, and the name that is missing.
            let row = "{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1}\n"
            let bytes = Array(String(repeating: row, count: 2000).utf8)
            let answer = try await Self.send(office, places, bytes, type: "application/x-ndjson")
            #expect(answer["refused"] == 2000)
            #expect(answer["rejected"]?.arrayValue?.count == 10_000)
            #expect(answer["omitted"] == 2000)
        }
    }
}
