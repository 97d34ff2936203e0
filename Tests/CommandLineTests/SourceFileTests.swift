import Foundation
import Model
import Testing

@testable import YizhanCommands

@Suite("Reading input files")
struct SourceFileTests {
    @Test("A byte order mark is no part of the first column's name")
    func byteOrderMark() throws {
        let file = try SourceFile(bytes: [0xEF, 0xBB, 0xBF] + Array("名称,国别\n巴黎大学,FR\n".utf8))
        #expect(file.rows == [SourceRow(line: 2, values: ["名称": "巴黎大学", "国别": "FR"])])
        #expect(file.encoding == "UTF-8")
    }

    @Test("What a Chinese spreadsheet program writes is read, also characters outside GBK")
    func gb18030() throws {
        let text: [UInt8] = [
            0xC3, 0xFB, 0xB3, 0xC6, 0x0A,  // 名称
            0xCE, 0xF7, 0xB0, 0xB2, 0x95, 0x32, 0x82, 0x36, 0x0A,  // 西安 and U+20000
        ]
        let file = try SourceFile(bytes: text, format: .csv)
        #expect(file.encoding == "GB18030")
        #expect(file.rows == [SourceRow(line: 2, values: ["名称": "西安\u{20000}"])])
    }

    @Test("UTF-16 with a byte order mark is read")
    func utf16() throws {
        let data = try #require("name\tcity\nETH\tZürich\n".data(using: .utf16LittleEndian))
        let file = try SourceFile(bytes: [0xFF, 0xFE] + Array(data))
        #expect(file.rows == [SourceRow(line: 2, values: ["name": "ETH", "city": "Zürich"])])
    }

    @Test("Bytes that are text in no encoding are refused")
    func noText() {
        #expect(throws: CommandError.self) { _ = try SourceFile(bytes: [0xFF, 0x00, 0xFF, 0x80], format: .csv) }
    }

    @Test("Quoted fields hold separators, quotes and line ends, and lines stay counted")
    func quotes() throws {
        let text = "a;b\r\n\"x;\"\"y\"\"\nz\";1\r\n\r\nu;2"
        let file = try SourceFile(bytes: Array(text.utf8))
        #expect(
            file.rows == [
                SourceRow(line: 2, values: ["a": "x;\"y\"\nz", "b": "1"]),
                SourceRow(line: 5, values: ["a": "u", "b": "2"]),
            ]
        )
    }

    @Test("A row with too many fields is reported, the others are read")
    func columns() throws {
        let file = try SourceFile(bytes: Array("a,b\n1,2\n1,2,3\n4,5\n".utf8))
        #expect(file.rows.map(\.line) == [2, 4])
        #expect(file.issues.map(\.line) == [3])
        #expect(file.issues.first?.rule == "columns")
    }

    @Test("An empty cell says nothing")
    func emptyCells() throws {
        let file = try SourceFile(bytes: Array("a,b\n , 2 \n".utf8))
        #expect(file.rows == [SourceRow(line: 2, values: ["b": "2"])])
    }

    @Test("Elements of a JSON array are numbered by the line on which they begin, and a broken one costs only itself")
    func jsonArray() throws {
        let text = """
            [
              {"name": "A }]", "list": [1, {"x": 2}]},
              {"name": "B",
               "name": "twice"},
              7,
              {
                "name": "C"
              }
            ]
            """
        let file = try SourceFile(bytes: Array(text.utf8))
        #expect(file.rows.map(\.line) == [2, 6])
        #expect(file.rows.last?.values["name"] == "C")
        #expect(file.issues.map(\.line) == [4, 5])
        #expect(file.issues.map(\.rule) == ["duplicate_key", "type"])
    }

    @Test("One object a line is read, too")
    func ndjson() throws {
        let file = try SourceFile(bytes: Array("{\"a\":1}\n{\"a\":2}\n\n{\"a\":3}".utf8))
        #expect(file.rows.map(\.line) == [1, 2, 4])
        #expect(file.issues.isEmpty)
    }

    @Test("A JSON file that was cut off is refused as a whole")
    func truncated() {
        #expect(throws: CommandError.self) { _ = try SourceFile(bytes: Array("[{\"a\":1},{\"a\":".utf8)) }
    }
}
