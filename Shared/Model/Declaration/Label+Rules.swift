// The rules in words. Each names the bound, so that the reader knows what would be accepted.
extension Label {
    static func required(_ field: Label) -> Label {
        Label(zh: "“\(field.zh)”为必填项", en: "\(field.en) is required")
    }
    static let unknownField = Label(zh: "没有这个字段", en: "There is no such field")
    static let readOnly = Label(zh: "该字段由系统填写，不能修改", en: "This field is set by the system and cannot be given")
    static let immutable = Label(zh: "记录建立后该字段不能再修改", en: "This field cannot change once the record exists")
    static let text = Label(zh: "应为文字（JSON 字符串）", en: "Must be text (a JSON string)")
    static let boolean = Label(zh: "应为 true 或 false", en: "Must be true or false")
    static let integer = Label(zh: "应为整数", en: "Must be a whole number")
    static let number = Label(zh: "应为数字", en: "Must be a number")
    static let list = Label(zh: "应为列表（JSON 数组）", en: "Must be a list (a JSON array)")
    static let object = Label(zh: "应为对象（JSON object）", en: "Must be a JSON object")
    static let empty = Label(zh: "不能为空", en: "Must not be empty")
    static let duplicate = Label(zh: "与前面的一项重复", en: "Repeats an earlier entry")
    static let date = Label(
        zh: "应为真实存在的日期，格式 YYYY-MM-DD", en: "Must be a date that exists, written YYYY-MM-DD")
    static let period = Label(
        zh: "应为起止日期 {\"from\": \"YYYY-MM-DD\", \"to\": \"YYYY-MM-DD\"}",
        en: "Must be a pair of dates {\"from\": \"YYYY-MM-DD\", \"to\": \"YYYY-MM-DD\"}")
    static let endAfterBeginning = Label(
        zh: "结束日期（不含当日）应晚于开始日期", en: "The end (exclusive) must be after the beginning")
    static let money = Label(
        zh: "应为金额 {\"minor\": 12345, \"currency\": \"CNY\"}，以分等最小单位计",
        en: "Must be money {\"minor\": 12345, \"currency\": \"CNY\"}, counted in the smallest unit")
    static let localized = Label(
        zh: "应为 {\"zh\": \"…\", \"en\": \"…\"}", en: "Must be {\"zh\": \"…\", \"en\": \"…\"}")
    static let oneLanguage = Label(zh: "中文和英文至少填一个", en: "Chinese or English must be given")
    static let reference = Label(zh: "应为记录的标识（UUID）", en: "Must be the id of a record (a UUID)")

    static func atMost(_ count: Int) -> Label {
        Label(zh: "最多 \(count) 项", en: "At most \(count) entries")
    }
    static func maxLength(_ max: Int, given: Int) -> Label {
        Label(zh: "最多 \(max) 个字符，现有 \(given) 个", en: "At most \(max) characters; there are \(given)")
    }
    static func controlCharacter(_ scalar: UInt32) -> Label {
        let hex = String(scalar, radix: 16, uppercase: true)
        let name = "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
        return Label(zh: "含有不允许的控制字符 \(name)", en: "Contains the control character \(name)")
    }
    static func range(_ low: String, _ high: String) -> Label {
        Label(zh: "应在 \(low) 与 \(high) 之间", en: "Must be between \(low) and \(high)")
    }
    static func decimal(_ scale: Int) -> Label {
        Label(zh: "应为最多 \(scale) 位小数的数字", en: "Must be a number with at most \(scale) decimal places")
    }
    static func code(_ list: CodeList) -> Label {
        let codes = list.entries.prefix(12).map(\.code).joined(separator: ", ")
        let more = list.entries.count > 12 ? ", …" : ""
        return Label(
            zh: "应为“\(list.label.zh)”中的代码：\(codes)\(more)",
            en: "Must be a code of \(list.label.en): \(codes)\(more)",
        )
    }
    static func format(_ format: TextFormat) -> Label {
        switch format {
        case .url: Label(zh: "应为 http:// 或 https:// 开头的网址", en: "Must be a web address, http:// or https://")
        case .email: Label(zh: "应为邮箱地址", en: "Must be an e-mail address")
        case .sha256: Label(zh: "应为 64 位小写十六进制的 SHA-256 值", en: "Must be a SHA-256 value, 64 hex digits")
        case .orcid: Label(zh: "应为 ORCID，如 0000-0002-1825-0097", en: "Must be an ORCID iD like 0000-0002-1825-0097")
        case .unitCode:
            Label(
                zh: "只能用小写字母、数字和连字符，以字母或数字开头，如 intl-office",
                en: "Only lower-case letters, digits and hyphens, a letter or digit first, like intl-office")
        case .accountName:
            Label(
                zh: "只能用小写字母、数字和 . _ @ -，以字母或数字开头，如 li.xuemei",
                en: "Only lower-case letters, digits and . _ @ -, a letter or digit first, like li.xuemei")
        case .line, .paragraphs: Self.text
        }
    }
}
