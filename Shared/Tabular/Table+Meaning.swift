public import Model

extension Table.Column {
    /// What the column holds, for people: `名称（中文）`.
    public var label: Label {
        let label = self.field.label
        guard let part = self.part.flatMap({ Self.parts[$0] }) else { return label }
        return Label(zh: "\(label.zh)（\(part.zh)）", en: "\(label.en) (\(part.en))")
    }

    private static let parts: [String: Label] = [
        "zh": Label(zh: "中文", en: "Chinese"), "en": Label(zh: "英文", en: "English"),
        "from": Label(zh: "开始日期", en: "first day"),
        "to": Label(zh: "结束日期的次日", en: "the day after the last"),
        "minor": Label(zh: "金额，以分等最小单位计", en: "amount in the smallest unit"),
        "currency": Label(zh: "币种", en: "currency"),
    ]

    /// Whether a row without it is refused; of a name in two languages either is enough.
    public var isRequired: Bool {
        if case .localized = self.field.kind { return false }
        return self.field.isRequired
    }

    /// How a cell is written; nil for plain text.
    public var form: Label? {
        switch self.field.name {
        case SystemFields.code.name:
            return Label(zh: "留空则自动编号；已有的编号表示那条记录", en: "Blank to have it numbered; one that exists means that record")
        case SystemFields.unit.name:
            return Label(zh: "负责这条记录的部门代码", en: "The code of the unit that owns the record")
        default: return self.formOfKind
        }
    }

    private var formOfKind: Label? {
        switch self.field.kind {
        case .text(_, let format):
            switch format {
            case .url: Label(zh: "以 http:// 或 https:// 开头的网址", en: "A web address, http:// or https://")
            case .email: Label(zh: "邮箱地址", en: "An e-mail address")
            default: self.field.help
            }
        case .localized:
            self.field.isRequired
                ? Label(zh: "中文和英文至少填一个", en: "Chinese or English must be given") : self.field.help
        case .code(let list): Self.codes(list)
        case .codes(let list):
            Label(
                zh: "\(Self.codes(list).zh)；多个用分号“;”隔开", en: "\(Self.codes(list).en); several with semicolons between")
        case .integer(let range): Self.number(range.lowerBound.description, range.upperBound.description)
        case .decimal(let scale, let range):
            Self.number(
                FixedDecimal(scaled: range.lowerBound, scale: scale).description,
                FixedDecimal(scaled: range.upperBound, scale: scale).description)
        case .boolean: Label(zh: "true 或 false", en: "true or false")
        case .date, .period: Label(zh: "日期，如 2026-09-01", en: "A date such as 2026-09-01")
        case .money:
            self.part == "minor"
                ? Label(zh: "整数，如 123450 表示 1234.50", en: "A whole number: 123450 for 1234.50")
                : Label(zh: "ISO 4217 代码，如 CNY", en: "An ISO 4217 code such as CNY")
        case .reference(let target):
            Label(
                zh: "所指记录的编号或标识（导出 \(target.collection) 时的 code 或 id 列）",
                en: "The code or id of the record, columns of an export of \(target.collection)")
        case .items: Label(zh: "JSON 列表，与导出的写法相同", en: "A list in JSON, as an export writes it")
        }
    }

    private static func codes(_ list: CodeList) -> Label {
        let shown = list.entries.prefix(8)
        let more = list.entries.count > shown.count
        return Label(
            zh: "代码：" + shown.map { "\($0.code) \($0.zh)" }.joined(separator: "、") + (more ? "等" : ""),
            en: "A code: " + shown.map { "\($0.code) \($0.en)" }.joined(separator: ", ") + (more ? ", …" : ""))
    }

    private static func number(_ low: String, _ high: String) -> Label {
        Label(zh: "\(low) 到 \(high) 之间的数字", en: "A number from \(low) to \(high)")
    }
}
