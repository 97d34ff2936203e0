import Testing

@testable import YizhanClient

@Suite("Reading an event stream")
struct ServerSentEventParserTests {
    let stream =
        "\u{FEFF}: hello\r\nretry: 200\r\n\r\nid: 7\r\nevent: agreement.signed\r\ndata: {\"a\":\r\ndata: \"协议\"}\r\n\r\ndata:x\n\nid\ndata\n\n"

    @Test("Events come out the same whatever the pieces they arrive in", arguments: [1, 2, 3, 7, 1000])
    func pieces(size: Int) {
        var parser = ServerSentEventParser()
        let bytes = Array(self.stream.utf8)
        var events: [ServerSentEventParser.Event] = []
        for start in stride(from: 0, to: bytes.count, by: size) {
            events += parser.feed(bytes[start..<min(start + size, bytes.count)])
        }
        #expect(
            events == [
                .init(id: "7", name: "agreement.signed", data: "{\"a\":\n\"协议\"}"),
                .init(id: "7", name: "message", data: "x"),
                .init(id: "", name: "message", data: ""),
            ]
        )
        #expect(parser.retryMilliseconds == 200)
    }

    @Test("A comment alone is no event, and half an event is none either")
    func incomplete() {
        var parser = ServerSentEventParser(lastEventID: "3")
        #expect(parser.feed(": keep-alive\n\ndata: half\n".utf8).isEmpty)
        #expect(parser.lastEventID == "3")
    }
}
