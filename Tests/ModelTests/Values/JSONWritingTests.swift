import Model
import Testing

@Suite("JSON writing")
struct JSONWritingTests {
    /// Any value up to `depth`, with the characters that tend to break writers.
    private func anyJSON(depth: Int, _ random: inout SeededGenerator) -> JSON {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 6), using: &random) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &random))
        case 2: return .integer(Int64.random(in: .min ... .max, using: &random))
        case 3:
            return .number("\(Int.random(in: -999...999, using: &random)).\(Int.random(in: 0...99, using: &random))")
        case 4, 5: return .string(self.anyString(&random))
        case 6:
            return .array(
                (0..<Int.random(in: 0..<5, using: &random)).map { _ in self.anyJSON(depth: depth - 1, &random) })
        default:
            var object = JSONObject()
            for _ in 0..<Int.random(in: 0..<24, using: &random) {
                object[self.anyString(&random)] = self.anyJSON(depth: depth - 1, &random)
            }
            return .object(object)
        }
    }

    private func anyString(_ random: inout SeededGenerator) -> String {
        let pieces = [
            "a", "校", "🎓", "\"", "\\", "\n", "\u{1}", "\u{1F}", "\u{7F}", "/", "é", "abcdefgh", "成都信息工程大学", " ",
            "\u{2028}",
        ]
        return (0..<Int.random(in: 0..<9, using: &random)).map { _ in pieces.randomElement(using: &random)! }.joined()
    }

    @Test("For people members and elements stand on lines of their own")
    func indented() {
        let value: JSON = ["金额": [1, .array([])], "b": .object(JSONObject()), "备注": nil]
        #expect(value.indented == "{\n  \"金额\": [\n    1,\n    []\n  ],\n  \"b\": {},\n  \"备注\": null\n}")
    }

    @Test("Whatever is written is read back as the same value", arguments: 1...20 as ClosedRange<UInt64>)
    func roundTrip(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            let value = self.anyJSON(depth: 4, &random)
            let bytes = value.bytes
            #expect(try JSON(parsing: value.indented) == value)
            let again = try JSON(parsing: bytes)
            #expect(again == value)
            #expect(again.bytes == bytes)
            #expect(again.hashValue == value.hashValue)
            #expect(try JSON(parsing: value.canonicalBytes).canonicalBytes == value.canonicalBytes)
        }
    }

    @Test("The writer places commas and escapes what must be escaped")
    func writer() throws {
        var writer = JSONWriter()
        writer.beginObject()
        writer.key("a")
        writer.beginArray()
        writer.integer(Int64.min)
        writer.integer(0)
        writer.bool(true)
        writer.null()
        writer.number(literal: "1.50")
        writer.raw(Array(#"{"x":1}"#.utf8))
        writer.beginArray()
        writer.endArray()
        writer.endArray()
        writer.member("名", "\u{1}\"\\\n成都\u{1F}" as String?)
        writer.member("none", nil as String?)
        writer.member("date", CalendarDate("2026-11-21"))
        writer.member("n", 7 as Int?)
        writer.member("json", ["k": [1, 2]] as JSON)
        writer.endObject()
        #expect(
            writer.text
                == #"{"a":[-9223372036854775808,0,true,null,1.50,{"x":1},[]],"名":"\u0001\"\\\n成都\u001f","#
                + #""date":"2026-11-21","n":7,"json":{"k":[1,2]}}"#,
        )
        writer.removeAll()
        writer.string("again")
        #expect(writer.text == #""again""#)
    }

    @Test("Special characters are escaped wherever they stand in a long string")
    func escapesAtEveryOffset() throws {
        for special in ["\"", "\\", "\n", "\u{0B}", "\u{1F}", " ", "\u{7F}", "中"] {
            for offset in 0..<20 {
                let text = String(repeating: "x", count: offset) + special + String(repeating: "y", count: 20 - offset)
                #expect(try JSON(parsing: JSON.string(text).bytes).stringValue == text)
            }
        }
    }

    @Test(
        "A merge patch replaces, removes and adds (RFC 7396, appendix A)",
        arguments: [
            (#"{"a":"b"}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
            (#"{"a":"b"}"#, #"{"b":"c"}"#, #"{"a":"b","b":"c"}"#),
            (#"{"a":"b"}"#, #"{"a":null}"#, #"{}"#),
            (#"{"a":"b","b":"c"}"#, #"{"a":null}"#, #"{"b":"c"}"#),
            (#"{"a":["b"]}"#, #"{"a":"c"}"#, #"{"a":"c"}"#),
            (#"{"a":"c"}"#, #"{"a":["b"]}"#, #"{"a":["b"]}"#),
            (#"{"a":{"b":"c"}}"#, #"{"a":{"b":"d","c":null}}"#, #"{"a":{"b":"d"}}"#),
            (#"{"a":[{"b":"c"}]}"#, #"{"a":[1]}"#, #"{"a":[1]}"#),
            (#"["a","b"]"#, #"["c","d"]"#, #"["c","d"]"#),
            (#"{"a":"b"}"#, #"["c"]"#, #"["c"]"#),
            (#"{"a":"foo"}"#, "null", "null"),
            (#"{"a":"foo"}"#, #""bar""#, #""bar""#),
            (#"{"e":null}"#, #"{"a":1}"#, #"{"e":null,"a":1}"#),
            ("[1,2]", #"{"a":"b","c":null}"#, #"{"a":"b"}"#),
            ("{}", #"{"a":{"bb":{"ccc":null}}}"#, #"{"a":{"bb":{}}}"#),
        ])
    func mergePatch(target: String, patch: String, expected: String) throws {
        let patched = try JSON(parsing: target).mergePatched(with: JSON(parsing: patch))
        #expect(patched == (try JSON(parsing: expected)))
    }

    @Test("Two spellings of one value have one canonical form")
    func canonical() throws {
        // The order of RFC 8785 section 3.2.3: by UTF-16, where a surrogate sorts before U+FB33.
        let json = try JSON(
            parsing: #"{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}"#,
        )
        let canonical = String(decoding: json.canonicalBytes, as: UTF8.self)
        #expect(canonical == "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"ö\":7,\"€\":1,\"😀\":5,\"\u{FB33}\":3}")
        let first = try JSON(parsing: #"{"b":1.50,"a":{"y":1e2,"x":-0.0}}"#)
        let second = try JSON(parsing: #"{ "a": {"x":0, "y":100}, "b":15e-1 }"#)
        #expect(first.canonicalBytes == second.canonicalBytes)
    }

    @Test(
        "Numbers have one canonical spelling",
        arguments: [
            ("1.0", "1"), ("-0", "0"), ("0.000", "0"), ("1e2", "100"), ("1.5E+3", "1500"), ("12e-1", "1.2"),
            ("0.05", "0.05"), ("5e-2", "0.05"), ("-1.10", "-1.1"), ("9223372036854775808", "9223372036854775808"),
            ("1e100", "1e100"), ("1.25e100", "1.25e100"), ("1e-100", "1e-100"), ("100e98", "1e100"),
            ("1e99999999999", "1e99999999999"),
        ])
    func canonicalNumbers(literal: String, expected: String) throws {
        #expect(String(decoding: try JSON(parsing: literal).canonicalBytes, as: UTF8.self) == expected)
    }

    @Test("Objects are equal whatever the order of their members; arrays are not")
    func equality() throws {
        #expect(try JSON(parsing: #"{"a":1,"b":2}"#) == JSON(parsing: #"{"b":2,"a":1}"#))
        #expect(try JSON(parsing: #"{"a":1,"b":2}"#).hashValue == JSON(parsing: #"{"b":2,"a":1}"#).hashValue)
        #expect(try JSON(parsing: #"{"a":1}"#) != JSON(parsing: #"{"a":1,"b":2}"#))
        #expect(try JSON(parsing: #"{"a":1,"c":2}"#) != JSON(parsing: #"{"a":1,"b":2}"#))
        #expect(try JSON(parsing: "[1,2]") != JSON(parsing: "[2,1]"))
    }

    @Test("An object sets, replaces and removes in place, also when large")
    func objects() {
        var object = JSONObject()
        for index in 0..<40 {
            object["k\(index)"] = .integer(Int64(index))
        }
        object["k3"] = "three"
        object["k0"] = nil
        object["k39"] = nil
        object["absent"] = nil
        #expect(object.count == 38)
        #expect(object.members.first?.key == "k1")
        #expect(object["k3"] == "three")
        #expect(object["k0"] == nil)
        #expect(object["k38"] == 38)
        #expect(object.position(of: "k38") == 37)
    }
}
