import Database
import HTTPTypes
import Model
import Testing

@Suite("Pages of a list")
struct PagingTests {
    /// Makes records with gaps: some without seats, score, date or note.
    private static func fill(_ office: Office, _ count: Int) async throws {
        var lines: [UInt8] = []
        for number in 0..<count {
            var members = JSONObject()
            members["title"] = ["zh": .string("事 \(number % 7)")]
            members["unit"] = "office"
            members["kind"] = number % 2 == 0 ? "talk" : "visit"
            if number % 3 != 0 { members["seats"] = .integer(Int64(number % 5)) }
            if number % 4 != 0 { members["score"] = .number("\(number % 6).50") }
            if number % 5 != 0 { members["heldOn"] = .string("2026-01-0\(number % 8 + 1)") }
            if number % 2 == 0 { members["note"] = .string("注 \(number % 3)") }
            if number % 3 == 1 { members["isOpen"] = .bool(number % 2 == 0) }
            lines += JSON.object(members).bytes + [10]
        }
        let report = try await office.send(.post, "\(things)/import", raw: lines, type: "application/x-ndjson")
        #expect(report["created"]?.integerValue == Int64(count), "\(report.text)")
    }

    private static func walk(
        _ office: Office, _ query: String, limit: Int, between: (Int) async throws -> Void = { _ in },
    ) async throws -> [JSON] {
        var records: [JSON] = []
        var path: String? = "\(things)?limit=\(limit)\(query.isEmpty ? "" : "&")\(query)"
        var page = 0
        while let address = path {
            let answer = try await office.get(address)
            guard answer.status == 200 else {
                Testing.Issue.record("\(address): \(answer.text)")
                return records
            }
            records += answer.items
            // The Link header is the address of the next page, as it stands.
            path = answer.headers[.link].map { String($0.dropFirst().prefix { $0 != ">" }) }
            #expect((answer["next"] == nil) == (path == nil))
            page += 1
            try await between(page)
            guard page < 500 else {
                Testing.Issue.record("the pages do not end")
                return records
            }
        }
        return records
    }

    @Test(
        "Every order lists every record once, those without a value last",
        arguments: [
            "id", "code", "unit", "state", "version", "createdAt", "createdBy", "updatedAt", "title", "note", "kind",
            "seats", "score", "isOpen", "heldOn", "period", "budget", "country", "place",
        ])
    func orders(field: String) async throws {
        try await Office.open { office in
            try await Self.fill(office, 41)
            for descending in [false, true] {
                let records = try await Self.walk(office, "sort=\(descending ? "-" : "")\(field)", limit: 7)
                #expect(records.count == 41)
                #expect(Set(records.map { $0["id"]?.stringValue ?? "" }).count == 41)
                let values = records.map { $0[field] }
                if let firstMissing = values.firstIndex(of: nil) {
                    #expect(values[firstMissing...].allSatisfy { $0 == nil }, "\(field)")
                }
                let numbers = values.compactMap { $0?.integerValue }
                let texts = field == "heldOn" || field == "createdAt" ? values.compactMap { $0?.stringValue } : []
                #expect(numbers == numbers.sorted { descending ? $0 > $1 : $0 < $1 })
                #expect(texts == texts.sorted { descending ? $0 > $1 : $0 < $1 })
            }
        }
    }

    @Test("Records that come or go meanwhile neither repeat nor hide others")
    func concurrentChanges() async throws {
        try await Office.open { office in
            try await Self.fill(office, 60)
            for query in ["", "sort=seats", "sort=-heldOn", "sort=updatedAt"] {
                let before = Set(try await Self.walk(office, query, limit: 500).map { $0["id"]?.stringValue ?? "" })
                let seen = try await Self.walk(office, query, limit: 5) { page in
                    _ = try await office.post(things, Thing.input("新来的 \(page)", ["seats": 2]))
                }
                let ids = seen.map { $0["id"]?.stringValue ?? "" }
                #expect(Set(ids).count == ids.count, "\(query)")
                #expect(Set(ids).isSuperset(of: before), "\(query)")
            }
        }
    }

    @Test("The last page has no next one, and the limits hold")
    func limits() async throws {
        try await Office.open { office in
            try await Self.fill(office, 6)
            #expect(try await office.get("\(things)?limit=6")["next"] == nil)
            #expect(try await office.get("\(things)?limit=5")["next"] != nil)
            #expect(try await office.get("\(things)?limit=2&total=true")["total"] == 6)
            for limit in ["0", "501", "-1", "1e2", "", "9223372036854775808", "五"] {
                try await office.get("\(things)?limit=\(limit.queryEscaped)")
                    .requireProblem(422, "validation", faults: ["#/limit range"])
            }
        }
    }

    @Test("A made-up cursor is refused, whatever it holds")
    func forgedCursors() async throws {
        try await Office.open { office in
            try await Self.fill(office, 3)
            let id = "0197f9d2-0000-7000-8000-000000000000"
            let forged: [(sort: String, cursor: String)] = [
                ("id", "x"), ("id", ""), ("id", base64(#"["a","not an id"]"#)), ("id", base64(#"{"a":1}"#)),
                ("id", base64("[[[[[[[[[[")), ("heldOn", base64(#"["someday","\#(id)"]"#)),
                ("heldOn", base64(#"["2026-02-31","\#(id)"]"#)), ("heldOn", base64(#"["infinity","\#(id)"]"#)),
                ("seats", base64(#"["1); DROP TABLE samples.things; --","\#(id)"]"#)),
                ("seats", base64(#"["99999999999999999999","\#(id)"]"#)), ("score", base64(#"["NaN?","\#(id)"]"#)),
                ("isOpen", base64(#"["maybe","\#(id)"]"#)), ("createdAt", base64(#"["soon","\#(id)"]"#)),
                ("place", base64(#"["1","\#(id)"]"#)), ("seats", base64(#"[7,"\#(id)"]"#)),
            ]
            for (sort, cursor) in forged {
                let answer = try await office.get("\(things)?sort=\(sort)&after=\(cursor)")
                if sort == "heldOn", cursor == base64(#"["infinity","\#(id)"]"#) {
                    #expect(answer.status == 200 || answer.status == 422)
                    continue
                }
                answer.requireProblem(422, "validation", faults: ["#/after format"])
            }
            #expect(try await office.number("SELECT count(*) FROM samples.things") == 3)
        }
    }

    @Test("What is wrong with one reader's list is nothing to the others who ask at the same time")
    func mistakesOfOthers() async throws {
        try await Office.open { office in
            try await Self.fill(office, 20)
            let forged = base64(#"["someday","0197f9d2-0000-7000-8000-000000000000"]"#)
            let school = try await office.token(.viewer, "school")
            let statuses = try await withThrowingTaskGroup(of: (String, Int, Int).self) { group in
                for number in 0..<60 {
                    group.addTask {
                        let answer = try await office.get("\(things)?limit=\(number % 3 + 1)")
                        return ("honest", answer.status, answer.items.count == number % 3 + 1 ? 1 : 0)
                    }
                    group.addTask {
                        let answer = try await office.get("\(things)?sort=heldOn&after=\(forged)")
                        return ("forged", answer.status, 0)
                    }
                    group.addTask {
                        let answer = try await office.get("\(things)?limit=\(number % 3 + 1)", as: school)
                        return ("foreign", answer.status, answer.items.count)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            for (kind, status, items) in statuses {
                #expect(status == (kind == "forged" ? 422 : 200), "\(kind)")
                #expect(items == (kind == "honest" ? 1 : 0), "\(kind)")
            }
        }
    }

    @Test(
        "An order is a field's name and nothing else",
        arguments: [
            "nonsense", "--id", "parts", "tags", "titleLength", "id;DROP TABLE samples.things", "t.id", "id DESC",
            "(SELECT 1)", "search", "title_zh", "名称", "\u{0}",
        ])
    func forgedOrders(sort: String) async throws {
        try await Office.open { office in
            try await office.get("\(things)?sort=\(sort.queryEscaped)")
                .requireProblem(422, "validation", faults: ["#/sort code"])
        }
    }
}

extension HTTPField.Name {
    fileprivate static let link = Self("Link")!
}

extension String {
    /// Everything escaped that is not a plain letter or digit.
    var queryEscaped: String {
        self.utf8.map { byte in
            let isPlain = (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            return isPlain
                ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}
