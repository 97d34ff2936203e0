/// Why a text is not JSON as this library accepts it, and where.
///
/// The description names the place and the reason, never the text itself.
public struct JSONSyntaxError: Error, Sendable, Hashable {
    /// The reason, as an open set.
    public struct Code: RawRepresentable, Sendable, Hashable {
        /// The stable name that is sent to clients.
        public let rawValue: String

        /// Makes a code from its stable name.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// A byte that cannot stand at this place.
        public static let unexpectedCharacter = Code(rawValue: "unexpected_character")
        /// The text ends inside a value, or is empty.
        public static let unexpectedEnd = Code(rawValue: "unexpected_end")
        /// Something follows the value.
        public static let trailingContent = Code(rawValue: "trailing_content")
        /// Arrays and objects are nested deeper than allowed.
        public static let tooDeep = Code(rawValue: "too_deep")
        /// A key stands twice in one object.
        public static let duplicateKey = Code(rawValue: "duplicate_key")
        /// The bytes are not UTF-8 (RFC 3629).
        public static let invalidUTF8 = Code(rawValue: "invalid_utf8")
        /// An unescaped control character stands inside a string.
        public static let controlCharacter = Code(rawValue: "control_character")
        /// A backslash is followed by something that is no escape.
        public static let invalidEscape = Code(rawValue: "invalid_escape")
        /// Half of a surrogate pair.
        public static let loneSurrogate = Code(rawValue: "lone_surrogate")
        /// U+0000, which PostgreSQL cannot store in text.
        public static let nullCharacter = Code(rawValue: "null_character")
        /// A number that RFC 8259 section 6 does not allow.
        public static let invalidNumber = Code(rawValue: "invalid_number")
    }

    /// The reason.
    public let code: Code
    /// The line, from 1.
    public let line: Int
    /// The column in Unicode scalars, from 1.
    public let column: Int
    /// The offset in bytes, from 0.
    public let offset: Int

    /// Makes an error for a place that is already known.
    public init(_ code: Code, line: Int, column: Int, offset: Int) {
        self.code = code
        self.line = line
        self.column = column
        self.offset = offset
    }

    /// Finds line and column of `offset`; only done once a text is refused.
    init(_ code: Code, offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
        var line = 1
        var column = 1
        for byte in bytes.prefix(offset) {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0b1100_0000 != 0b1000_0000 {
                column += 1
            }
        }
        self.init(code, line: line, column: column, offset: offset)
    }
}

extension JSONSyntaxError: CustomStringConvertible {
    /// The code and the place.
    public var description: String {
        "JSONSyntaxError(\(self.code.rawValue), line \(self.line), column \(self.column))"
    }

    /// A sentence for the person who sent the text.
    public func message(_ language: DisplayLanguage) -> String {
        let reason = Self.reasons[self.code].map { $0(language) } ?? self.code.rawValue
        return switch language {
        case .zh: "第\(self.line)行第\(self.column)列：\(reason)"
        case .en: "Line \(self.line), column \(self.column): \(reason)"
        }
    }

    private static let reasons: [Code: Label] = [
        .unexpectedCharacter: Label(zh: "此处不应出现该字符", en: "this character cannot stand here"),
        .unexpectedEnd: Label(zh: "内容不完整", en: "the text ends too early"),
        .trailingContent: Label(zh: "JSON 之后还有多余内容", en: "something follows the JSON value"),
        .tooDeep: Label(zh: "嵌套层数过多", en: "nested too deeply"),
        .duplicateKey: Label(zh: "同一对象中键名重复", en: "the same key stands twice in one object"),
        .invalidUTF8: Label(zh: "不是有效的 UTF-8 编码", en: "not valid UTF-8"),
        .controlCharacter: Label(zh: "字符串中的控制字符须转义", en: "control characters in strings must be escaped"),
        .invalidEscape: Label(zh: "无效的转义序列", en: "not a valid escape sequence"),
        .loneSurrogate: Label(zh: "代理对不完整", en: "half of a surrogate pair"),
        .nullCharacter: Label(zh: "不允许空字符 U+0000", en: "the character U+0000 is not allowed"),
        .invalidNumber: Label(zh: "数字格式不正确", en: "not a valid number"),
    ]
}
