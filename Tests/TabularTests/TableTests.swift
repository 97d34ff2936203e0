import Model
import Tabular
import Testing

@Suite("Record types as tables")
struct TableTests {
    private static let resource = Resource(
        "visit", in: "samples", collection: "visits", label: Label(zh: "来访", en: "Visit"),
        plural: Label(zh: "来访", en: "Visits"), summary: Label(zh: "来访", en: "Visits"), codePrefix: "VIS",
        fields: [
            Field<LocalizedText>("title", .localized(max: 200), zh: "名称", en: "Title", [.required]),
            Field<String>("note", .text(max: 500, format: .paragraphs), zh: "说明", en: "Note"),
            Field<[String]>("languages", .codes(CodeLists.currencies), zh: "币种", en: "Currencies"),
            Field<Int64>("seats", .integer(0...10_000), zh: "名额", en: "Seats"),
            Field<FixedDecimal>("score", .decimal(scale: 2, 0...1_000_000), zh: "评分", en: "Score"),
            Field<Bool>("isOpen", .boolean, zh: "公开", en: "Open"),
            Field<CalendarDate>("heldOn", .date, zh: "日期", en: "Held on"),
            Field<Period>("period", .period, zh: "期间", en: "Period"),
            Field<Money>("budget", .money, zh: "预算", en: "Budget"),
            Field<[Record]>(
                "parts", .items([FieldSpec("label", .text(max: 50), zh: "标签", en: "Label")]), zh: "组成", en: "Parts"),
            Field<Int64>("rank", .integer(0...9), zh: "等级", en: "Rank", [.readOnly]),
        ])

    private static let table = Table(Self.resource)

    private func read(_ name: String, _ cell: String) throws -> JSON? {
        let quoted = "\"" + cell.replacing("\"", with: "\"\"") + "\""
        let file = try TableFile(bytes: Array("code,\(name)\nX,\(quoted)\n".utf8), table: Self.table)
        #expect(file.issues.isEmpty)
        return file.rows.first?.values[String(name.prefix { $0 != "." })]
    }

    @Test("Every part of a field has a column, and the template has those that may be given")
    func columns() {
        let names = Self.table.columns.map(\.name)
        #expect(names.prefix(3) == ["id", "code", "unit"])
        #expect(names.suffix(14).prefix(3) == ["title.zh", "title.en", "note"])
        #expect(names.contains("period.from") && names.contains("budget.minor") && names.contains("rank"))
        let template = String(decoding: Self.table.template, as: UTF8.self)
        #expect(Array(Self.table.template.prefix(3)) == [0xEF, 0xBB, 0xBF])
        #expect(template.hasSuffix("parts\r\n"))
        for name in ["id", "state", "version", "rank"] {
            #expect(!template.split { ",\u{FEFF}\r\n".contains($0) }.contains(Substring(name)), "\(name)")
        }
    }

    @Test("What a new record may not bring along stands in an export and is not asked for")
    func withheld() {
        let table = Table(Self.resource, withholding: ["heldOn", "period"])
        #expect(table.header == Self.table.header)
        let asked = Set(table.writableColumns.map(\.name))
        #expect(asked.isDisjoint(with: ["heldOn", "period.from", "period.to"]) && asked.contains("seats"))
    }

    @Test("Columns say in both languages what they hold")
    func meaning() {
        for column in Self.table.columns {
            #expect(!column.label.zh.isEmpty && !column.label.en.isEmpty, "\(column.name)")
        }
        let zh = Self.table.columns.first { $0.name == "period.to" }
        #expect(zh?.label == Label(zh: "期间（结束日期的次日）", en: "Period (the day after the last)"))
    }

    @Test("A cell gets the type of its field, also as people and spreadsheet programs write it")
    func types() throws {
        #expect(try self.read("seats", "1,234") == 1234)
        #expect(try self.read("seats", "１２") == 12)
        #expect(try self.read("score", "99.5") == .number("99.50"))
        for text in ["TRUE", "true", "是", "Yes"] { #expect(try self.read("isOpen", text) == true, "\(text)") }
        for text in ["FALSE", "false", "否"] { #expect(try self.read("isOpen", text) == false, "\(text)") }
        for text in ["2026-02-08", "2026/2/8", "2026.02.8", "2026年2月8日", "２０２６－０２－０８"] {
            #expect(try self.read("heldOn", text) == "2026-02-08", "\(text)")
        }
        #expect(try self.read("languages", "CNY; EUR；USD;") == ["CNY", "EUR", "USD"])
        #expect(try self.read("period.to", "2026/3/1") == ["to": "2026-03-01"])
        #expect(try self.read("budget.minor", "12345") == ["minor": 12345])
        #expect(try self.read("parts", "[{\"label\":\"甲\"}]") == [["label": "甲"]])
    }

    @Test("What has not its field's type stays what it is, for validation to refuse")
    func mistakes() throws {
        #expect(try self.read("seats", "many") == "many")
        #expect(try self.read("score", "1,5") == "1,5")
        #expect(try self.read("isOpen", "maybe") == "maybe")
        #expect(try self.read("heldOn", "3/4/2026") == "3/4/2026")
        let file = try TableFile(bytes: Array("code,parts\nX,甲\nY,\n".utf8), table: Self.table)
        #expect(file.rows.map(\.line) == [3])
        #expect(file.issues.map { "\($0.line) \($0.issue.pointer)" } == ["2 /parts"])
    }

    @Test("A column that the table has not is named, with the one that may be meant")
    func unknownColumns() {
        let bytes = Array("code,title,NOTE.ZH,期间,colour\nX,a,b,1,d\n".utf8)
        let error = #expect(throws: TableError.self) { _ = try TableFile(bytes: bytes, table: Self.table) }
        #expect(error?.code == .header)
        #expect(error?.issues.map(\.pointer) == ["/title", "/NOTE.ZH", "/期间", "/colour"])
        let messages = error?.issues.map(\.message.en) ?? []
        #expect(messages.first?.hasSuffix("“title”; write title.zh and title.en") == true)
        #expect(messages.dropFirst().first?.hasSuffix("no column “NOTE.ZH”") == true)
        #expect(messages.dropFirst(2).first?.hasSuffix("“期间”; write period.from and period.to") == true)
        #expect(messages.last?.hasSuffix("no column “colour”") == true)
    }

    @Test("A column may be called by the label of its field, in either language, where that means one column")
    func labels() throws {
        for (header, name) in [
            ("名额", "seats"), ("Seats", "seats"), ("sEATS", "seats"), ("说明", "note"), ("Held ON", "heldOn"),
            ("等级", "rank"), ("编号", "code"),
        ] {
            let file = try TableFile(bytes: Array("\(header),title.zh\n7,甲\n".utf8), table: Self.table)
            let value = file.rows.first?.values[name]
            #expect(value == 7 || value == "7", "\(header)")
        }
        // Of a name in two languages each label means the part in its language, and the full labels mean it too.
        for header in ["名称,Title", "名称（中文）,Title (English)", "名称(中文),title.en", "title.zh,TITLE"] {
            let file = try TableFile(bytes: Array("\(header)\n甲,A\n".utf8), table: Self.table)
            #expect(file.rows.first?.values == ["title": ["zh": "甲", "en": "A"]], "\(header)")
        }
        let period = try TableFile(bytes: Array("期间（开始日期）\n2026-01-01\n".utf8), table: Self.table)
        #expect(period.rows.first?.values == ["period": ["from": "2026-01-01"]])
        let twice = #expect(throws: TableError.self) {
            _ = try TableFile(bytes: Array("title.zh,名称\n甲,乙\n".utf8), table: Self.table)
        }
        #expect(twice?.issues.map { "\($0.pointer) \($0.rule.rawValue)" } == ["/名称 duplicate"])
    }

    @Test("A label that several fields have is refused, with the names among which to choose")
    func sharedLabels() throws {
        let twins = Resource(
            "twin", in: "samples", collection: "twins", label: Label(zh: "双", en: "Twin"),
            plural: Label(zh: "双", en: "Twins"), summary: Label(zh: "双", en: "Twins"), codePrefix: "TWN",
            fields: [
                Field<String>("home", .text(max: 9), zh: "地点", en: "Place"),
                Field<String>("away", .text(max: 9), zh: "地点", en: "place"),
            ])
        for header in ["地点", "PLACE"] {
            let error = #expect(throws: TableError.self) {
                _ = try TableFile(bytes: Array("\(header)\nx\n".utf8), table: Table(twins))
            }
            #expect(error?.issues.first?.message.en.hasSuffix("“\(header)”; write home and away") == true)
        }
    }

    @Test("Whatever a record holds, its line says it again")
    func roundTrip() throws {
        let notes = [
            "=1+1", "'=1+1", "''@x", "'", "'quoted'", "-5", "＝1", "\u{200B}=1", "a,\"\u{301}b\"", "甲\r\n乙\n丙\r丁",
            "[1]", "true", "007", "1/2/2026", "; ；",
        ]
        for note in notes {
            let json: JSON = [
                "code": .string(note), "title": ["zh": .string(note), "en": "-"], "note": .string(note),
                "languages": ["CNY", "EUR"], "seats": 0, "score": .number("0.50"), "isOpen": false,
                "heldOn": "2026-12-31", "period": ["from": "2026-01-01"],
                "budget": ["minor": 5, "currency": "CNY"],
                "parts": [["label": .string(note)], ["label": "乙"]], "rank": 3,
            ]
            let object = try #require(json.objectValue)
            let bytes = Table.byteOrderMark + Self.table.header + Self.table.row(Record(object))
            let file = try TableFile(bytes: bytes, format: .csv, table: Self.table)
            #expect(file.rows.map(\.values) == [.object(object)], "\(note.debugDescription)")
            #expect(file.rows.first?.line == 2)
        }
    }

    @Test("A cell that begins like a formula is disarmed, and only the apostrophe that did it is taken off")
    func formulas() throws {
        func cell(_ note: String) -> String {
            var record = Record()
            record.object["note"] = .string(note)
            let line = String(decoding: Self.table.row(record), as: UTF8.self)
            return String(line.drop { $0 == "," }.prefix { $0 != "," })
        }
        for (note, written) in [
            ("=1+1", "'=1+1"), ("'=1+1", "''=1+1"), ("''=1", "'''=1"), ("'a", "'a"), ("-5", "-5"), ("'-5", "'-5"),
        ] {
            #expect(cell(note) == written)
            #expect(try self.read("note", written) == .string(note))
        }
        // Typed by hand, not by an export.
        #expect(try self.read("note", "'tis") == "'tis")
    }
}
