import Database
import HTTPTypes
import Model
import ServiceKit
import Testing

@Suite("Filters")
struct FilterTests {
    private static func open(_ body: @escaping @Sendable (Office, _ place: String) async throws -> Void) async throws {
        try await Office.open { office in
            let place = try await office.post(places, Place.input("兴庆宫")).id
            let full = try await office.post(things, Thing.full(place: place))
            #expect(full.status == 201, "\(full.text)")
            _ = try await office.post(
                things, Thing.input("乌鲁木齐论坛", ["code": "T-2", "seats": 5, "tags": ["online"], "country": "KZ"]))
            _ = try await office.post(things, Thing.input("100% 折扣_班", ["code": "T-3", "kind": "course"]))
            try await body(office, place)
        }
    }

    private static func codes(_ office: Office, _ query: String) async throws -> [String] {
        let answer = try await office.get("\(things)?sort=code&\(query)")
        #expect(answer.status == 200, "\(query): \(answer.text)")
        return answer.items.map { $0["code"]?.stringValue ?? "" }
    }

    @Test("Every kind of field filters by its operators")
    func operators() async throws {
        try await Self.open { office, place in
            let expectations: [(String, [String])] = [
                ("kind=visit", ["T-满-1"]), ("kind=visit,course", ["T-3", "T-满-1"]), ("kind=,", []),
                ("code=T-2,T-3", ["T-2", "T-3"]), ("title=\("西安讲座".queryEscaped)", ["T-满-1"]),
                ("tags=new", ["T-满-1"]), ("tags=online,joint", ["T-2", "T-满-1"]), ("tags.exists=false", ["T-3"]),
                ("country=DE", ["T-满-1"]), ("country.exists=true", ["T-2", "T-满-1"]),
                ("country.group=BELT_ROAD", ["T-2"]), ("country.group=BELT_ROAD&country.groupOn=2000-01-01", []),
                ("seats=5", ["T-2"]), ("seats=5,30", ["T-2", "T-满-1"]), ("seats.from=6", ["T-满-1"]),
                ("seats.to=5", ["T-2"]), ("seats.from=5&seats.to=30", ["T-2", "T-满-1"]),
                ("score=99.5", ["T-满-1"]), ("score.from=99.51", []), ("score.to=99.50", ["T-满-1"]),
                ("isOpen=false", ["T-满-1"]), ("isOpen=true", []), ("isOpen.exists=false", ["T-2", "T-3"]),
                ("heldOn=2026-02-28", ["T-满-1"]), ("heldOn.from=2026-03-01", []),
                ("heldOn.to=2026-02-28", ["T-满-1"]), ("period=2026-02-28&period.exists=true", ["T-满-1"]),
                ("period=2026-03-01&period.exists=true", []), ("period.from=2026-02-28", ["T-满-1"]),
                ("period.to=2026-02-28", []), ("budget.exists=true", ["T-满-1"]), ("place=\(place)", ["T-满-1"]),
                ("place=\(place.uppercased())", ["T-满-1"]), ("place.exists=false", ["T-2", "T-3"]),
                ("email=wang@xjtu.edu.cn", ["T-满-1"]), ("state=draft&code=T-2", ["T-2"]),
                ("version=1&code=T-2", ["T-2"]),
                ("unit=office&code=T-2", ["T-2"]), ("createdBy=token:admin&code=T-2", ["T-2"]),
                ("createdAt.from=2020-01-01&code=T-2", ["T-2"]), ("createdAt.to=2020-01-01", []),
                ("updatedAt.to=2999-12-31T23:59:59Z&code=T-2", ["T-2"]), ("updatedAt.from=9999-12-31", []),
                ("parts.label=\("甲".queryEscaped)", ["T-满-1"]), ("parts.label=\("丙".queryEscaped)", []),
                ("parts.place=\(place)", ["T-满-1"]), ("parts.share.from=33", ["T-满-1"]), ("parts.share.from=34", []),
                ("parts.period=2026-05-01", ["T-满-1"]), ("parts.cost.exists=true", ["T-满-1"]),
                ("kind=", ["T-2", "T-3", "T-满-1"]),
            ]
            for (query, expected) in expectations {
                let found = try await Self.codes(office, query)
                #expect(found == expected, "\(query)")
            }
        }
    }

    @Test("A moment is found by the moment it was shown as")
    func moments() async throws {
        try await Self.open { office, _ in
            let record = try #require(try await office.get("\(things)?code=T-2").items.first)
            let at = try #require(record["createdAt"]?.stringValue)
            #expect(try await Self.codes(office, "createdAt=\(at.queryEscaped)") == ["T-2"])
            #expect(try await Self.codes(office, "createdAt.from=\(at.queryEscaped)&code=T-2") == ["T-2"])
        }
    }

    @Test(
        "What is no filter, or no value for it, is refused by name",
        arguments: [
            ("nonsense=1", "nonsense unknownField"), ("kind.like=talk", "kind.like unknownField"),
            ("kind=party", "kind code"), ("titleLength=4", "titleLength unknownField"),
            ("budget=5", "budget unknownField"), ("parts=1", "parts unknownField"),
            ("parts.nonsense=1", "parts.nonsense unknownField"),
            ("parts.label.like=1", "parts.label.like unknownField"),
            ("seats=five", "seats type"), ("seats=9223372036854775808", "seats type"),
            ("seats.from=1.5", "seats.from type"),
            ("score=1.234", "score type"), ("score=1e9", "score type"), ("isOpen=1", "isOpen type"),
            ("heldOn=2026-02-30", "heldOn date"), ("heldOn.from=now", "heldOn.from date"),
            ("period=2026", "period date"),
            ("place=1", "place format"), ("id=1", "id format"), ("place.exists=yes", "place.exists type"),
            ("country.group=NATO2", "country.group code"), ("kind.group=BELT_ROAD", "kind.group unknownField"),
            ("country.group=BELT_ROAD&country.groupOn=2026-02-30", "country.groupOn date"),
            ("nonsense.groupOn=2026-01-01", "nonsense.groupOn unknownField"),
            ("createdAt.from=yesterday", "createdAt.from date"), ("createdAt=yesterday", "createdAt date"),
            ("search=x", "search unknownField"), ("t.id=1", "t.id unknownField"),
            ("id%29%20OR%201%3D1--=1", "id) OR 1=1-- unknownField"), ("title_zh=x", "title_zh unknownField"),
            ("code;DROP=1", "code;DROP unknownField"), ("kind..=x", "kind.. unknownField"),
            ("note.from=a", "note.from unknownField"), ("state.=draft", "state. unknownField"),
        ])
    func refusals(query: String, fault: String) async throws {
        try await Office.open { office in
            let answer = try await office.get("\(things)?\(query)")
            answer.requireProblem(422, "validation", faults: ["#/\(fault)"])
            #expect(try await office.get("\(things)/count?\(query)").status == 422)
            #expect(try await office.get("\(things)/export.csv?\(query)").status == 422)
        }
    }

    @Test("Everything that is wrong with a query is named at once")
    func onePass() async throws {
        try await Office.open { office in
            let answer = try await office.get("\(things)?nonsense=1&kind=x&limit=0&sort=y&after=z")
            #expect(
                Set(answer.faults.map { $0.split(separator: " ")[0] }) == [
                    "#/nonsense", "#/kind", "#/limit", "#/sort", "#/after",
                ])
        }
    }

    @Test("Hostile text in a filter is text")
    func hostileText() async throws {
        try await Self.open { office, _ in
            for text in [
                "'; DROP TABLE samples.things; --", "\\\\", "{\"a\",NULL}", "NULL", "\"\"", "$1", "%s", "\u{202E}甲",
            ] {
                for name in ["code", "note", "title", "parts.label", "q"] {
                    let codes = try await Self.codes(office, "\(name)=\(text.queryEscaped)")
                    #expect(codes.isEmpty, "\(name)=\(text)")
                }
                let unit = try await office.get("\(things)?unit=\(text.queryEscaped)")
                #expect(unit.status == 422, "\(text): \(unit.text)")
            }
            for name in ["code", "note", "title", "parts.label", "unit", "q"] {
                let answer = try await office.get("\(things)?\(name)=a%00b")
                #expect(answer.status == 422, "\(name): \(answer.text)")
                // Bytes that are no UTF-8 are no reason to fail either.
                #expect([200, 400, 422].contains(try await office.get("\(things)?\(name)=%FF%C0%80").status))
            }
            #expect(try await office.number("SELECT count(*) FROM samples.things") == 3)
        }
    }

    @Test("What is called so comes first, then what begins so, page by page, unless an order is asked for")
    func ranking() async throws {
        try await Office.open { office in
            let names = ["New Oxford Hall", "Oxford", "Hall of Óxford", "Oxford Brookes", "OXFORD", "Oxfordshire 100%"]
            for (index, name) in names.enumerated() {
                let place: JSON = [
                    "code": .string("P-\(index)"), "name": ["zh": "楼", "en": .string(name)], "unit": "office",
                ]
                #expect(try await office.post(places, place).status == 201)
            }
            func codes(_ query: String) async throws -> [String] {
                var found: [String] = []
                var path: String? = "\(places)?limit=2&\(query)"
                while let next = path {
                    let page = try await office.get(next)
                    #expect(page.status == 200, "\(page.text)")
                    found += page.items.compactMap { $0["code"]?.stringValue }
                    path = page["next"]?.stringValue.map { "\(places)?limit=2&\(query)&after=\($0)" }
                }
                return found
            }
            #expect(try await codes("q=oxford") == ["P-4", "P-1", "P-5", "P-3", "P-2", "P-0"])
            #expect(try await codes("q=oxford&sort=code") == ["P-0", "P-1", "P-2", "P-3", "P-4", "P-5"])
            #expect(try await codes("q=hall%20oxford") == ["P-2", "P-0"])
            #expect(try await codes("q=p-3") == ["P-3"])
            // A cursor of another order is none of this one.
            let byID = try await office.get("\(places)?limit=2")["next"]?.stringValue ?? ""
            #expect(try await office.get("\(places)?limit=2&q=oxford&after=\(byID)").status == 422)
        }
    }

    @Test("A filter that nothing could satisfy, because it is misspelt, is refused")
    func misspelt() async throws {
        try await Self.open { office, _ in
            for (query, fault) in [
                ("state=nosuch", "#/state code"), ("state=draft,nosuch", "#/state code"),
                ("unit=nosuch", "#/unit code"),
                ("unit=office,nosuch", "#/unit code"), ("total=yes", "#/total type"),
                ("limit=0&limit=1", "#/limit duplicate"), ("sort=code&sort=-code", "#/sort duplicate"),
                ("q=a&q=b", "#/q duplicate"), ("updatedAt=2026-11-28", "#/updatedAt date"),
            ] {
                for path in [things, "\(things)/count", "\(things)/export.csv"] {
                    // An export has no pages.
                    if path.hasSuffix("csv"), query.contains("total") || query.contains("limit") { continue }
                    let answer = try await office.get("\(path)?\(query)")
                    #expect(answer.status == 422, "\(path) \(query)")
                    #expect(answer.faults.contains(fault), "\(path) \(query) \(answer.text)")
                }
            }
            for query in ["state=draft,closed", "unit=office", "unit=school", "total=true", "total=false", "total="] {
                #expect(try await office.get("\(things)?\(query)").status == 200, "\(query)")
            }
            let wrong = try await office.get("\(things)?updatedAt=2026-11-28", [.acceptLanguage: "en"])
            #expect(wrong.text.contains("for a whole day use updatedAt.from and updatedAt.to"))
            let by = try await office.get("\(things)/count?by=tags", [.acceptLanguage: "en"])
            #expect(by.text.contains("tags cannot be counted by; these can: id, code"))
        }
    }

    @Test("Search finds words of both languages, and takes wildcards for characters")
    func search() async throws {
        try await Self.open { office, _ in
            let expectations: [(String, [String])] = [
                ("西安", ["T-满-1"]), ("LECTURE", ["T-满-1"]), ("lecture 西安", ["T-满-1"]), ("lecture 乌鲁木齐", []),
                ("第二行", ["T-满-1"]), ("乌鲁木齐", ["T-2"]), ("t-3", ["T-3"]), ("100%", ["T-3"]), ("10%折", []),
                ("%", ["T-3", "T-满-1"]), ("_", ["T-3", "T-满-1"]), ("折扣_班", ["T-3"]), ("折_班", []), ("\\", ["T-满-1"]),
                ("%\u{301}", ["T-3", "T-满-1"]), ("E12345678", []), ("  ", ["T-2", "T-3", "T-满-1"]),
            ]
            for (words, expected) in expectations {
                let found = try await Self.codes(office, "q=\(words.queryEscaped)")
                #expect(found == expected, "\(words)")
            }
        }
    }

    @Test("A search takes letters for those that they are typed as, in the record and in what is looked for")
    func folding() async throws {
        try await Office.open { office in
            for (code, name) in [
                ("P-1", "Universidade de São Paulo"), ("P-2", "Universität Zürich"), ("P-3", "ＴＯＫＹＯ大学"),
                ("P-4", "Politechnika Łódzka"), ("P-5", "Straßburg"), ("P-6", "МГУ имени Ломоносова"), ("P-7", "한국대학교"),
                ("P-8", "がくせい"),
            ] {
                let place: JSON = ["code": .string(code), "name": ["en": .string(name)], "unit": "office"]
                #expect(try await office.post(places, place).status == 201)
            }
            for (words, expected) in [
                ("Sao Paulo", ["P-1"]), ("SÃO", ["P-1"]), ("sa\u{303}o", ["P-1"]), ("Universitat Zurich", ["P-2"]),
                ("tokyo", ["P-3"]), ("ＴＯＫＹＯ", ["P-3"]), ("ｐ－３", ["P-3"]), ("Lodzka", ["P-4"]), ("łódz", ["P-4"]),
                ("strassburg", ["P-5"]), ("мгу", ["P-6"]), ("한국", ["P-7"]), ("하", []), ("がく", ["P-8"]),
                ("％", []), ("s_o", []), ("\\", []),
            ] as [(String, [String])] {
                let answer = try await office.get("\(places)?sort=code&q=\(words.queryEscaped)")
                #expect(answer.items.compactMap { $0["code"]?.stringValue } == expected, "\(words)")
            }
        }
    }

    @Test("A record is found by the code that the program gave it, before and after it is changed")
    func givenCode() async throws {
        try await Office.open { office in
            let thing = try await office.post(things, Thing.input("丝路讲座"))
            let code = try #require(thing["code"]?.stringValue)
            for words in [code, code.lowercased(), "\(code) 丝路"] {
                #expect(try await Self.codes(office, "q=\(words.queryEscaped)") == [code], "\(words)")
            }
            _ = try await office.patch("\(things)/\(thing.id)", ["note": "改"], thing.etag)
            #expect(try await Self.codes(office, "q=\(code)") == [code])
            // Those that were made before are mended by a migration, once.
            _ = try await office.owner.execute("UPDATE samples.things SET search = '丝路讲座'")
            #expect(try await Self.codes(office, "q=\(code)") == [])
            let migration = ServiceTables.codesInSearch(schema: "samples", "0002", tables: ["things", "places"])
            for _ in 0..<2 {
                for statement in migration.sql.split(separator: ";\n") {
                    _ = try await office.owner.query(SQL(String(statement)))
                }
            }
            #expect(try await Self.codes(office, "q=\(code)") == [code])
            let search = "SELECT count(*) FROM samples.things WHERE search = lower(code) || E'\\n丝路讲座'"
            #expect(try await office.number(SQL(search)) == 1)
        }
    }

    @Test("Counting groups and tells distinct values apart")
    func counts() async throws {
        try await Self.open { office, _ in
            #expect(try await office.get("\(things)/count")["count"] == 3)
            #expect(try await office.get("\(things)/count?kind=talk")["count"] == 1)
            let grouped = try await office.get("\(things)/count?by=kind&distinct=country")
            #expect(grouped["count"] == 3)
            #expect(grouped["distinct.country"] == 2)
            #expect(grouped["groups"]?.arrayValue?.count == 3)
            for query in ["by=nonsense", "by=parts", "distinct=titleLength", "by=kind)--", "distinct=t.id"] {
                let name = query.prefix { $0 != "=" }
                try await office.get("\(things)/count?\(query)")
                    .requireProblem(422, "validation", faults: ["#/\(name) unknownField"])
            }
            let many = (0..<200).map { _ in "kind" }.joined(separator: ",")
            #expect(try await office.get("\(things)/count?by=\(many)&distinct=\(many)")["count"] == 3)
            let every = Thing.resource.allFields.map(\.name).filter { !["tags", "parts", "titleLength"].contains($0) }
                .joined(separator: ",")
            try await office.get("\(things)/count?by=\(every)")
                .requireProblem(422, "validation", faults: ["#/by maxLength"])
            let ten = every.split(separator: ",").prefix(10).joined(separator: ",")
            #expect(try await office.get("\(things)/count?by=\(ten)&distinct=\(ten)")["count"] == 3)
        }
    }
}
