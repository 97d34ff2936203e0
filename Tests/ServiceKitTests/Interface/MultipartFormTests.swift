import HTTPTypes
import Testing

@testable import ServiceKit

@Suite("Forms with files")
struct MultipartFormTests {
    private static let type = "multipart/form-data; boundary=----x7"

    private func read(_ text: String, type: String = Self.type) throws -> MultipartForm {
        try MultipartForm(Array(text.replacing("\n", with: "\r\n").utf8), contentType: type)
    }

    private func refuses(_ text: String, type: String = Self.type, _ location: SourceLocation = #_sourceLocation) {
        let problem = #expect(throws: Problem.self, sourceLocation: location) { _ = try self.read(text, type: type) }
        #expect(problem?.status.code == 400 || problem?.status.code == 415, sourceLocation: location)
    }

    @Test("Fields and files arrive byte by byte, with a file name in Chinese")
    func whole() throws {
        let form = try self.read(
            """
            ------x7
            Content-Disposition: form-data; name="_csrf"

            t0k=n&
            ------x7
            content-disposition:form-data; name="file"; filename="合作院校 2026;终稿%22.csv"
            Content-Type: application/vnd.ms-excel

            a,b
            --x7
            ------x

            ------x7--

            """)
        #expect(form.pairs.map(\.name) == ["_csrf"])
        #expect(form.pairs.map(\.value) == ["t0k=n&"])
        let file = try #require(form.files("file").first)
        #expect(file.fileName == "合作院校 2026;终稿\".csv")
        #expect(Array(file.body) == Array("a,b\r\n--x7\r\n------x\r\n".utf8))
    }

    @Test("Bytes that are no text stay what they are")
    func binary() throws {
        let content: [UInt8] = [0x0D, 0x0A, 0x0D, 0xFF, 0x00, 0x0D, 0x0A, 0x2D, 0x2D]
        let head = Array("--b\r\nContent-Disposition: form-data; name=file; filename=x\r\n\r\n".utf8)
        let form = try MultipartForm(
            head + content + Array("\r\n--b--".utf8), contentType: "Multipart/Form-Data; charset=utf-8; boundary=\"b\"")
        #expect(form.files("file").map { Array($0.body) } == [content])
    }

    @Test("A file input in which none was chosen is no file, but an empty file is one")
    func empty() throws {
        let part = "Content-Disposition: form-data; name=\"file\"; filename="
        let none = try self.read("------x7\n\(part)\"\"\nContent-Type: application/octet-stream\n\n\n------x7--\n")
        #expect(none.parts.count == 1)
        #expect(none.files("file").isEmpty)
        let empty = try self.read("------x7\n\(part)\"a.csv\"\n\n\n------x7--\n")
        #expect(empty.files("file").map(\.fileName) == ["a.csv"])
        #expect(empty.files("file").first?.body.isEmpty == true)
    }

    @Test("Several files under one name are all there, and a preamble and an epilogue are not")
    func several() throws {
        let part = "Content-Disposition: form-data; name=\"file\"; filename="
        let form = try self.read(
            "For old readers.\n------x7  \n\(part)\"1\"\n\none\n------x7\n\(part)\"C:\\2 \\\"x\\\"\"\n\ntwo\n------x7--\nand more"
        )
        #expect(form.files("file").map { String(decoding: $0.body, as: UTF8.self) } == ["one", "two"])
        #expect(form.files("file").map(\.fileName) == ["1", "C:\\2 \"x\""])
        #expect(form.files("other").isEmpty)
    }

    @Test("A form without fields is one")
    func noFields() throws {
        #expect(try self.read("------x7--\n").parts.isEmpty)
    }

    @Test(
        "A type without a usable boundary is refused",
        arguments: [
            "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\"",
            "multipart/form-data; boundary=\"x \"", "multipart/form-data; boundary=边界",
            "multipart/mixed; boundary=----x7",
            "application/x-www-form-urlencoded", "", ";;;=;\"",
        ])
    func types(type: String) {
        self.refuses("------x7\nContent-Disposition: form-data; name=\"a\"\n\n1\n------x7--\n", type: type)
        self.refuses("", type: "multipart/form-data; boundary=" + String(repeating: "b", count: 71))
    }

    @Test(
        "What is cut off or has not the form is refused as a whole",
        arguments: [
            "", "------x7", "------x7\n", "------x7-", "nothing here", "------x7extra\n\n\n------x7--",
            "------x7\nContent-Disposition: form-data; name=\"a\"\n\n1",
            "------x7\nContent-Disposition: form-data; name=\"a\"\n\n1\n------x7",
            "------x7\nContent-Disposition: form-data; name=\"a\"\n\n1\n------x7\n",
            "------x7\nContent-Disposition: form-data; name=\"a\"\n\n1\n------x8--\n",
            "------x7\nContent-Disposition: form-data\n\n1\n------x7--\n",
            "------x7\nContent-Disposition: attachment; name=\"a\"\n\n1\n------x7--\n",
            "------x7\n\n1\n------x7--\n", "------x7\nno colon\n\n1\n------x7--\n",
        ])
    func malformed(text: String) {
        self.refuses(text)
    }

    @Test("Bare line feeds end no header")
    func lineFeeds() {
        let text = "------x7\nContent-Disposition: form-data; name=\"a\"\n\n1\n------x7--\n"
        #expect(throws: Problem.self) { _ = try MultipartForm(Array(text.utf8), contentType: Self.type) }
    }

    @Test("Endless headers and endless fields are refused")
    func endless() {
        let long = String(repeating: "x", count: 9000)
        self.refuses("------x7\nX: \(long)\nContent-Disposition: form-data; name=\"a\"\n\n1\n------x7--\n")
        self.refuses("------x7\nX: \(long)")
        let part = "------x7\nContent-Disposition: form-data; name=\"a\"\n\n1\n"
        self.refuses(String(repeating: part, count: 101) + "------x7--\n")
    }
}
