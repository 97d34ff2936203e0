import Model
import Testing

@testable import YizhanCommands

@Suite("Files of events to publish")
struct EventBatchTests {
    private static func events(_ text: String, _ language: DisplayLanguage = .en) throws -> [JSON] {
        try EventBatch(bytes: Array(text.utf8), language).events
    }

    @Test(
        "A list, one event, and one on each line are the same",
        arguments: [
            #"[{"id":"a"},{"id":"b"}]"#, "\n[\n {\"id\":\"a\"},\n {\"id\":\"b\"}\n]\n",
            "{\"id\":\"a\"}\n{\"id\":\"b\"}", "{\"id\":\"a\"}\r\n\r\n  \r\n{\"id\":\"b\"}\r\n",
        ])
    func forms(text: String) throws {
        #expect(try Self.events(text) == [["id": "a"], ["id": "b"]])
    }

    @Test("One event alone may stand on many lines, and nothing is no event")
    func few() throws {
        #expect(try Self.events("{\n\"id\":\n\"a\"}") == [["id": "a"]])
        #expect(try Self.events("") == [])
        #expect(try Self.events("[]") == [])
    }

    @Test("A line that is no JSON is named, in the reader's language")
    func faults() throws {
        let text = "{\"id\":\"a\"}\n\nid,source\n"
        for (language, words) in [(DisplayLanguage.zh, "第 3 行"), (.en, "Line 3")] {
            let error = #expect(throws: CommandError.self) { _ = try Self.events(text, language) }
            #expect(error?.code == .badInput)
            #expect(error?.description.contains(words) == true)
        }
        let error = #expect(throws: CommandError.self) { _ = try InputFile.bytes(at: "/nowhere/events.json") }
        #expect(error?.description.contains("/nowhere/events.json") == true)
    }
}
