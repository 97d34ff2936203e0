import Model
import Testing

@Suite("JSON parsing")
struct JSONParsingTests {
    @Test("A document keeps every value as it was written")
    func document() throws {
        let json = try JSON(
            parsing: #" {"名称":"成都信息工程大学","n":-9223372036854775808,"x":1.50,"big":9223372036854775808,"#
                + #""list":[true,false,null,[],{}],"emoji":"🎓","e":1E+2} "#,
        )
        #expect(json["名称"] == "成都信息工程大学")
        #expect(json["n"] == .integer(.min))
        #expect(json["x"] == .number("1.50"))
        #expect(json["big"] == .number("9223372036854775808"))
        #expect(json["list"] == [true, false, nil, [], [:]])
        #expect(json["emoji"]?.stringValue == "🎓")
        #expect(json["e"] == .number("1E+2"))
        #expect(json["list"]?[1] == false)
        #expect(json["list"]?[9] == nil)
        #expect(json.objectValue?.keys == ["名称", "n", "x", "big", "list", "emoji", "e"])
    }

    @Test(
        "Integers at the edges of 64 bits are integers, beyond them literals",
        arguments: [
            ("9223372036854775807", JSON.integer(.max)),
            ("-9223372036854775808", .integer(.min)),
            ("-9223372036854775809", .number("-9223372036854775809")),
            ("0", .integer(0)),
            ("-0", .number("-0")),
            ("-1", .integer(-1)),
            ("100000000000000000000000", .number("100000000000000000000000")),
            ("0.10", .number("0.10")),
            ("1e400", .number("1e400")),
        ])
    func integers(text: String, expected: JSON) throws {
        #expect(try JSON(parsing: text) == expected)
    }

    @Test("Escapes stand for their characters, surrogate pairs for one")
    func escapes() throws {
        let json = try JSON(parsing: #""\"\\\/\b\f\n\r\t\u00e9\u4e2d\uD83C\uDF93 中\u0041文""#)
        #expect(json.stringValue == "\"\\/\u{8}\u{C}\n\r\t\u{E9}中🎓 中A文")
    }

    @Test(
        "What is not strict JSON is refused with its reason",
        arguments: [
            ("", JSONSyntaxError.Code.unexpectedEnd),
            ("   ", .unexpectedEnd),
            ("{", .unexpectedEnd),
            (#"{"a""#, .unexpectedEnd),
            (#"{"a":"#, .unexpectedEnd),
            (#"{"a":1"#, .unexpectedEnd),
            ("[1,", .unexpectedEnd),
            (#""abc"#, .unexpectedEnd),
            (#""abc\"#, .unexpectedEnd),
            (#""\u12"#, .unexpectedEnd),
            ("tru", .unexpectedEnd),
            ("-", .unexpectedEnd),
            ("1.", .unexpectedEnd),
            ("1e", .unexpectedEnd),
            ("{,}", .unexpectedCharacter),
            (#"{"a":1,}"#, .unexpectedCharacter),
            ("[1,]", .unexpectedCharacter),
            ("[1 2]", .unexpectedCharacter),
            ("[,1]", .unexpectedCharacter),
            ("{a:1}", .unexpectedCharacter),
            ("{'a':1}", .unexpectedCharacter),
            (#"{"a" 1}"#, .unexpectedCharacter),
            ("NaN", .unexpectedCharacter),
            ("nul1", .unexpectedCharacter),
            ("+1", .unexpectedCharacter),
            (".5", .unexpectedCharacter),
            ("{]", .unexpectedCharacter),
            ("[1}", .unexpectedCharacter),
            ("\u{FEFF}{}", .unexpectedCharacter),
            ("\u{A0}1", .unexpectedCharacter),
            ("“a”", .unexpectedCharacter),
            ("// x\n1", .unexpectedCharacter),
            ("1 1", .trailingContent),
            ("{}}", .trailingContent),
            ("1\u{0}", .trailingContent),
            ("01", .invalidNumber),
            ("-01", .invalidNumber),
            ("1.a", .invalidNumber),
            ("1.5e+x", .invalidNumber),
            ("-x", .invalidNumber),
            ("\"a\nb\"", .controlCharacter),
            ("\"\t\"", .controlCharacter),
            ("\"a\u{0}b\"", .controlCharacter),
            (#""\x""#, .invalidEscape),
            (#""\u12g4""#, .invalidEscape),
            (#""\U0041""#, .invalidEscape),
            (#""\uD800""#, .loneSurrogate),
            (#""\uD800\n""#, .loneSurrogate),
            (#""\uD800\u0041""#, .loneSurrogate),
            (#""\uDC00""#, .loneSurrogate),
            (#""\uD83D\uD83D""#, .loneSurrogate),
            (#""\u0000""#, .nullCharacter),
            (#"{"a":1,"a":2}"#, .duplicateKey),
            (#"{"a":1,"\u0061":2}"#, .duplicateKey),
            (#"{"x":{"名":1,"名":2}}"#, .duplicateKey),
        ])
    func refusals(text: String, code: JSONSyntaxError.Code) {
        let error = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: text) }
        #expect(error?.code == code)
    }

    @Test(
        "Bytes that are not UTF-8 are refused, in values, keys and outside strings",
        arguments: [
            [0x22, 0x80, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xC1, 0xBF, 0x22], [0x22, 0xE0, 0x80, 0x80, 0x22],
            [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], [0x22, 0xF0, 0x80, 0x80, 0x80, 0x22],
            [0x22, 0xF5, 0x80, 0x80, 0x80, 0x22], [0x22, 0xE4, 0xB8, 0x22], [0x22, 0xE4, 0xB8], [0xFF], [0xC3, 0x28],
            [0x7B, 0x22, 0xFE, 0x22, 0x3A, 0x31, 0x7D],
            [0x22, 0x5C, 0x6E, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x9F, 0x22],
        ] as [[UInt8]])
    func notUTF8(bytes: [UInt8]) {
        let error = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: bytes) }
        #expect(error?.code == .invalidUTF8)
    }

    @Test("Every prefix of a document is refused, and none reads beyond its end")
    func prefixes() throws {
        let document = #"{"名":["校\n\uD83C\uDF93",-1.5e+10,true,{"a":null}],"b":"twelve bytes and more 成都"}"#
        let bytes = Array(document.utf8)
        _ = try JSON(parsing: bytes)
        for count in 0..<bytes.count {
            #expect(throws: JSONSyntaxError.self) { try JSON(parsing: Array(bytes[..<count])) }
        }
    }

    @Test("64 levels of nesting are read, 65 refused")
    func depth() throws {
        func nested(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        _ = try JSON(parsing: nested(64))
        let error = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: nested(65)) }
        #expect(error?.code == .tooDeep)
        #expect(error?.offset == 64)
        // Siblings do not add up.
        _ = try JSON(parsing: "[" + Array(repeating: nested(63), count: 5).joined(separator: ",") + "]")
        #expect(throws: JSONSyntaxError.self) { try JSON(parsing: String(repeating: "[", count: 1_000_000)) }
    }

    @Test("A refusal names line and column, columns in characters")
    func place() throws {
        let error = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: "{\n  \"校\": \"成都\",\n  \"名\" 1}") }
        #expect(error?.line == 3)
        #expect(error?.column == 7)
        #expect(error?.message(.zh) == "第3行第7列：此处不应出现该字符")
        #expect(error?.message(.en) == "Line 3, column 7: this character cannot stand here")
        let duplicate = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: #"{"aa":1, "aa":2}"#) }
        #expect(duplicate?.offset == 9)
        #expect(duplicate?.description == "JSONSyntaxError(duplicate_key, line 1, column 10)")
    }

    @Test("Large objects find their keys, and their duplicates")
    func largeObjects() throws {
        for count in [15, 16, 17, 40, 5000] {
            let members = (0..<count).map { "\"k\($0)\":\($0)" }
            let json = try JSON(parsing: "{" + members.joined(separator: ",") + "}")
            for index in 0..<count {
                #expect(json["k\(index)"] == .integer(Int64(index)))
            }
            #expect(json["k\(count)"] == nil)
            for repeated in [0, count / 2, count - 1] {
                let text = "{" + (members + ["\"k\(repeated)\":0"]).joined(separator: ",") + "}"
                let error = #expect(throws: JSONSyntaxError.self) { try JSON(parsing: text) }
                #expect(error?.code == .duplicateKey)
            }
        }
    }
}
