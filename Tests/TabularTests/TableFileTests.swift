import Foundation
import Model
import Tabular
import Testing

@Suite("Reading files")
struct TableFileTests {
    // MARK: Encodings

    /// 名称, and 西安 with U+20000, which GB 18030 has and GBK has not.
    private static let gb18030: [UInt8] = [
        0xC3, 0xFB, 0xB3, 0xC6, 0x0A, 0xCE, 0xF7, 0xB0, 0xB2, 0x95, 0x32, 0x82, 0x36, 0x0A,
    ]

    @Test("A byte order mark is no part of the first column's name")
    func byteOrderMark() throws {
        let file = try TableFile(bytes: [0xEF, 0xBB, 0xBF] + Array("名称,国别\n巴黎大学,FR\n".utf8))
        #expect(file.rows == [TableRow(line: 2, values: ["名称": "巴黎大学", "国别": "FR"])])
        #expect(file.encoding == "UTF-8")
    }

    @Test(
        "What a Chinese spreadsheet program writes is read, named or not",
        arguments: [nil, "gb18030", "GBK", "gb2312"])
    func chinese(charset: String?) throws {
        let file = try TableFile(bytes: Self.gb18030, format: .csv, charset: charset)
        #expect(file.encoding == "GB18030")
        #expect(file.rows == [TableRow(line: 2, values: ["名称": "西安\u{20000}"])])
    }

    @Test("A byte order mark that was converted to GB 18030 with the text is skipped as well")
    func convertedMark() throws {
        let file = try TableFile(bytes: [0x84, 0x31, 0x95, 0x33] + Self.gb18030, format: .csv)
        #expect(file.rows == [TableRow(line: 2, values: ["名称": "西安\u{20000}"])])
    }

    @Test("Text that is UTF-8 as well is not taken for it where the sender says otherwise")
    func named() throws {
        // 0xC3 0xA9 is é in UTF-8 and 茅 in GB 18030.
        let bytes: [UInt8] = Array("a\n".utf8) + [0xC3, 0xA9]
        #expect(try TableFile(bytes: bytes).rows.first?.values["a"] == "é")
        #expect(try TableFile(bytes: bytes, charset: "gb18030").rows.first?.values["a"] == "茅")
        #expect(try TableFile(bytes: [0xEF, 0xBB, 0xBF] + bytes, charset: "gbk").rows.first?.values["a"] == "é")
    }

    @Test("Who names UTF-8 or an encoding that nobody knows, and sends something else, is told so")
    func misnamed() {
        for (bytes, charset) in [(Self.gb18030, "utf-8"), (Array("a\n1".utf8), "ebcdic")] {
            let error = #expect(throws: TableError.self) { _ = try TableFile(bytes: bytes, charset: charset) }
            #expect(error?.code == .encoding)
        }
    }

    @Test("UTF-16 with a byte order mark is read")
    func utf16() throws {
        let data = try #require("name\tcity\nETH\tZürich\n".data(using: .utf16LittleEndian))
        let file = try TableFile(bytes: [0xFF, 0xFE] + Array(data))
        #expect(file.rows == [TableRow(line: 2, values: ["name": "ETH", "city": "Zürich"])])
    }

    @Test("Bytes that are text in no encoding are refused")
    func noText() {
        #expect(throws: TableError.self) { _ = try TableFile(bytes: [0xFF, 0x00, 0xFF, 0x80], format: .csv) }
    }

    @Test("A workbook is told from a table, and what to do is said")
    func workbook() {
        for start in [[0x50, 0x4B, 0x03, 0x04], [0xD0, 0xCF, 0x11, 0xE0]] as [[UInt8]] {
            let error = #expect(throws: TableError.self) { _ = try TableFile(bytes: start + [0, 1, 2]) }
            #expect(error?.code == .notText)
            #expect(error?.issues.first?.message.zh.contains("CSV UTF-8") == true)
        }
    }

    // MARK: CSV

    @Test(
        "Quoted cells hold separators, quotes and line ends, and lines stay counted",
        arguments: ["\n", "\r\n", "\r"])
    func quotes(end: String) throws {
        let lines = ["a;b", "\"x;\"\"y\"\"", "z\";1", "", "u;2"]
        let file = try TableFile(bytes: Array(lines.joined(separator: end).utf8))
        #expect(
            file.rows == [
                TableRow(line: 2, values: ["a": .string("x;\"y\"\(end)z"), "b": "1"]),
                TableRow(line: 5, values: ["a": "u", "b": "2"]),
            ]
        )
    }

    @Test("A row with too many or too few cells is reported, the others are read")
    func columns() throws {
        let file = try TableFile(bytes: Array("a,b\n1,2\n1,2,3\n4,5\n6\n7,8,\n".utf8))
        #expect(file.rows.map(\.line) == [2, 4, 6])
        #expect(file.issues.map(\.line) == [3, 5])
        #expect(file.issues.map(\.issue.rule.rawValue) == ["columns", "columns"])
    }

    @Test("What stands in a column without a name is not lost in silence")
    func unnamedColumn() throws {
        let file = try TableFile(bytes: Array("a,,b\n1,,2\n1,x,2\n".utf8))
        #expect(file.rows == [TableRow(line: 2, values: ["a": "1", "b": "2"])])
        #expect(file.issues.map(\.line) == [3])
    }

    @Test("An empty cell says nothing, and an empty row is none")
    func emptyCells() throws {
        let file = try TableFile(bytes: Array("a,b\n\u{3000}, 2 \n,\n  ,\"\"\n3,".utf8))
        #expect(file.rows == [TableRow(line: 2, values: ["b": "2"]), TableRow(line: 5, values: ["a": "3"])])
    }

    @Test("Quotes that make no sense cost their own row, and it is said how far the file was read")
    func brokenQuotes() throws {
        let file = try TableFile(bytes: Array("a,b\n1,\"x\"y\n2,z\n3,\"no\nend\n4,w\n".utf8))
        #expect(file.rows == [TableRow(line: 3, values: ["a": "2", "b": "z"])])
        #expect(file.issues.map(\.line) == [2, 4])
        #expect(file.issues.last?.issue.message.en.contains("line 4") == true)
    }

    @Test("A header that names a column twice, or nothing, is refused", arguments: ["a,b,a\n1,2,3", "", "\n\n"])
    func header(text: String) {
        let error = #expect(throws: TableError.self) { _ = try TableFile(bytes: Array(text.utf8), format: .csv) }
        #expect(error?.code == .header)
    }

    @Test("More rows than allowed are refused before they fill the memory")
    func limit() throws {
        let bytes = Array("a\n1\n2\n3\n".utf8)
        #expect(try TableFile(bytes: bytes, limit: 3).rows.count == 3)
        let error = #expect(throws: TableError.self) { _ = try TableFile(bytes: bytes, limit: 2) }
        #expect(error?.code == .tooManyRows)
        #expect(error?.issues.first?.message.en.contains("2 rows") == true)
    }

    // MARK: JSON

    @Test("Elements of a JSON array are numbered by the line on which they begin, and a broken one costs only itself")
    func jsonArray() throws {
        let text = """
            [
              {"name": "A }]", "list": [1, {"x": 2}]},
              {"name": "B",
               "name": "twice"},
              7,
              {
                "name": "C\\""
              }, null]
            """
        let file = try TableFile(bytes: Array(text.utf8))
        #expect(file.rows.map(\.line) == [2, 6])
        #expect(file.rows.last?.values["name"] == "C\"")
        #expect(file.issues.map(\.line) == [4, 5, 8])
        #expect(file.issues.map(\.issue.rule.rawValue) == ["format", "type", "type"])
        #expect(file.issues.first?.issue.message.en.hasPrefix("Line 4, ") == true)
    }

    @Test("Objects one after the other are read, in lines of their own or not")
    func ndjson() throws {
        let file = try TableFile(bytes: Array("{\"a\":1}\n{\"a\":2}\n\n{\"a\":\n3}".utf8))
        #expect(file.rows.map(\.line) == [1, 2, 4])
        #expect(file.issues.isEmpty)
    }

    @Test("In NDJSON a broken line costs only itself")
    func brokenLine() throws {
        let file = try TableFile(bytes: Array("{\"a\":1}\n{\n\r\n{\"a\":2}\n[]\n".utf8), format: .lines)
        #expect(file.rows.map(\.line) == [1, 4])
        #expect(file.issues.map(\.line) == [2, 5])
        #expect(file.issues.first?.issue.message.zh.hasPrefix("第2行") == true)
    }

    @Test(
        "JSON that was cut off, or goes on after its array, is refused as a whole",
        arguments: ["[{\"a\":1},{\"a\":", "[{\"a\":1}", "[{\"a\":\"x", "[", "[{\"a\":1}]{\"a\":2}", "[] []"])
    func truncated(text: String) {
        let error = #expect(throws: TableError.self) { _ = try TableFile(bytes: Array(text.utf8), format: .json) }
        #expect(error?.code == .form)
    }

    @Test("An empty array has no rows", arguments: ["[]", " [ ] ", "[\n]"])
    func emptyArray(text: String) throws {
        let file = try TableFile(bytes: Array(text.utf8), format: .json)
        #expect(file.rows.isEmpty)
        #expect(file.issues.isEmpty)
    }
}
