import Model
import Testing

@Suite("Places in the log")
struct LogPlaceTests {
    @Test(
        "A place is a position, alone or with the incarnation in which it was learnt",
        arguments: [
            ("0", 0, nil), ("4711", 4711, nil), ("4711@1a2b3c4d", 4711, "1a2b3c4d"), ("7@a@b", 7, "a@b"),
        ])
    func places(text: String, position: Int, incarnation: String?) throws {
        let place = try #require(LogPlace(text))
        #expect(place == LogPlace(position: position, incarnation: incarnation))
        #expect(place.description == text)
    }

    @Test(
        "What is no place is none",
        arguments: [
            "", "-1", "x", "1.5", "9223372036854775808", "1@", "@a", "1@a b", "1@位置", "1@a\nb", "１",
            "1@" + String(repeating: "a", count: 65),
        ])
    func others(text: String) {
        #expect(LogPlace(text) == nil)
    }
}
