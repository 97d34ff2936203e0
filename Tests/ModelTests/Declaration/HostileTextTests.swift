import Model
import Testing

@Suite("Text that means harm")
struct HostileTextTests {
    @Test(
        "Controls, separators and direction overrides are no text",
        arguments: [
            0x00, 0x01, 0x07, 0x08, 0x0B, 0x0C, 0x1B, 0x1F, 0x7F, 0x80, 0x85, 0x9F, 0x2028, 0x2029, 0x202A, 0x202B,
            0x202C, 0x202D,
            0x202E, 0x2066, 0x2067, 0x2068, 0x2069, 0xFEFF,
        ] as [UInt32])
    func forbidden(value: UInt32) throws {
        let scalar = try #require(Unicode.Scalar(value))
        for name in ["line", "lines"] {
            #expect(Declared.faults(name, .string("甲\(scalar)乙")) == ["/\(name) controlCharacter"])
        }
        #expect(Declared.faults("title", ["zh": .string("甲\(scalar)乙")]) == ["/title/zh controlCharacter"])
    }

    @Test(
        "What people write is text, in whatever script",
        arguments: [
            "王小明", "Łódź", "محمد", "李\u{200D}明", "👩‍👩‍👧", "e\u{301}", "𠮷野家", "<b>&\"'", "%_\\", "'; --", "=1+1", "🇨🇳", "－",
        ])
    func allowed(text: String) throws {
        #expect(try Declared.normal("line", .string(text)) == .string(text))
    }

    @Test(
        "A text of which nothing can be seen is empty",
        arguments: ["\u{200B}", "\u{2060}\u{200C}", "\u{AD}", "\u{3164}", "\u{FE0F}", "\u{E0041}"])
    func invisible(text: String) {
        #expect(Declared.faults("line", .string(text)) == ["/line empty"])
        #expect(Declared.faults("title", ["en": .string(text)]) == ["/title/en empty"])
    }

    @Test("Length counts what is stored, not what is drawn")
    func length() {
        #expect(Declared.faults("line", "一二三四五六七八九十") == [])
        #expect(Declared.faults("line", .string("e" + String(repeating: "\u{301}", count: 10))) == ["/line maxLength"])
        #expect(Declared.faults("line", .string("👨‍👩‍👧‍👦👨‍👩‍👧‍👦")) == ["/line maxLength"])
    }
}
