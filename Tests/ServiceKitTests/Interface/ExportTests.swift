import Database
import HTTPTypes
import Model
import Testing

@Suite("Exports")
struct ExportTests {
    /// Reads CSV as a strict reader would (RFC 4180).
    static func cells(_ text: String) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var cell = String.UnicodeScalarView()
        var isQuoted = false
        var scalars = Array(text.unicodeScalars)[...]
        while let scalar = scalars.popFirst() {
            if isQuoted {
                if scalar == "\"" {
                    if scalars.first == "\"" { cell.append(scalars.removeFirst()) } else { isQuoted = false }
                } else {
                    cell.append(scalar)
                }
            } else if scalar == "\"", cell.isEmpty {
                isQuoted = true
            } else if scalar == "," {
                row.append(String(cell))
                cell = .init()
            } else if scalar == "\r", scalars.first == "\n" {
                scalars.removeFirst()
                rows.append(row + [String(cell)])
                row = []
                cell = .init()
            } else {
                cell.append(scalar)
            }
        }
        return rows
    }

    private static func column(_ office: Office, _ name: String) async throws -> [String] {
        let answer = try await office.get("\(things)/export.csv?sort=code")
        #expect(answer.status == 200)
        #expect(answer.headers[.contentType] == "text/csv; charset=utf-8")
        #expect(answer.headers[.contentDisposition] == "attachment; filename=\"things.csv\"")
        #expect(answer.bytes.starts(with: [0xEF, 0xBB, 0xBF]))
        let rows = Self.cells(String(decoding: answer.bytes.dropFirst(3), as: UTF8.self))
        let index = try #require(rows[0].firstIndex(of: name))
        #expect(rows.allSatisfy { $0.count == rows[0].count })
        return rows.dropFirst().map { $0[index] }
    }

    @Test("No cell is a formula, and none breaks out of its place")
    func formulas() async throws {
        try await Office.open { office in
            let notes = [
                "=1+1", "+1+1", "-1+1", "@SUM(A1)", "=cmd|' /C calc'!A0", "＝1+1", "＋1", "－1", "＠x", "a,\"\u{301},=1+1",
                "a,\u{301}=1+1", "x\",\u{200D}=1", "a\"b\"\"c", "甲,乙\r\n=1+1", "a\n=1", "\u{200B}=1+1", "-5", "+5.5",
            ]
            for (index, note) in notes.enumerated() {
                let made = try await office.post(
                    things, Thing.input("行 \(index)", ["code": .string("C-\(10 + index)"), "note": .string(note)]))
                #expect(made.status == 201, "\(note.debugDescription) \(made.text)")
            }
            let cells = try await Self.column(office, "note")
            #expect(cells.count == notes.count)
            for (cell, note) in zip(cells, notes) {
                let isNumber = Double(note) != nil
                let first = note.unicodeScalars.first { !$0.properties.isDefaultIgnorableCodePoint }
                let isDangerous = first.map { "=+-@＝＋－＠".unicodeScalars.contains($0) } ?? false
                #expect(cell == (isDangerous && !isNumber ? "'" + note : note), "\(note.debugDescription)")
            }
        }
    }

    @Test("Every part of a field has its column")
    func columns() async throws {
        try await Office.open { office in
            let place = try await office.post(places, Place.input("兴庆宫")).id
            _ = try await office.post(things, Thing.full(place: place))
            #expect(try await Self.column(office, "title.zh") == ["西安讲座"])
            #expect(try await Self.column(office, "title.en") == ["Lecture in Xi'an \"Silk Road\""])
            #expect(try await Self.column(office, "tags") == ["new;joint"])
            #expect(try await Self.column(office, "budget.minor") == ["12345"])
            #expect(try await Self.column(office, "period.to") == ["2026-03-01"])
            #expect(try await Self.column(office, "isOpen") == ["false"])
            #expect(try await Self.column(office, "score") == ["99.50"])
            let parts = try await Self.column(office, "parts")
            #expect(try JSON(parsing: parts[0])[1]?["label"] == "乙")
        }
    }

    @Test("An export holds all that the list holds, beyond one page, in the order asked for")
    func everything() async throws {
        try await Office.open { office in
            for portion in 0..<2 {
                let rows = (0..<600).map {
                    Thing.input("第 \(portion)-\($0)", ["seats": .integer(Int64($0 % 9))]).description
                }
                _ = try await office.send(
                    .post, "\(things)/import", raw: Array(rows.joined(separator: "\n").utf8),
                    type: "application/x-ndjson")
            }
            let answer = try await office.get("\(things)/export.json?sort=-seats&seats.from=1&limit=3")
            #expect(answer.headers[.contentType] == "application/x-ndjson")
            let records = try answer.text.split(separator: "\n").map { try JSON(parsing: String($0)) }
            let expected = try await office.number("SELECT count(*) FROM samples.things WHERE seats >= 1")
            #expect(records.count == expected)
            #expect(Set(records.map { $0["id"]?.stringValue ?? "" }).count == expected)
            let seats = records.compactMap { $0["seats"]?.integerValue }
            #expect(seats == seats.sorted(by: >))
        }
    }

    @Test("What was exported can be imported elsewhere")
    func roundTrip() async throws {
        try await Office.open { office in
            _ = try await office.post(places, Place.input("兴庆宫, \"宫\"", ["capacity": 7]))
            let line = try await office.get("\(places)/export.json").text
            guard case .object(var object) = try JSON(parsing: line) else { return }
            for field in Place.resource.allFields where field.isReadOnly { object[field.name] = nil }
            _ = try await office.delete("\(places)/\(try JSON(parsing: line)["id"]?.stringValue ?? "")", "*")
            let answer = try await office.send(
                .post, "\(places)/import", raw: JSON.object(object).bytes, type: "application/x-ndjson")
            #expect(answer["created"] == 1, "\(answer.text)")
        }
    }
}
