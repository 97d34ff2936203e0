import Model

/// A record type with a field of every kind.
enum Declared {
    static let list = CodeList(
        name: "tests.kinds", label: Label(zh: "类别", en: "Kind"),
        entries: [Code("talk", zh: "讲座", en: "Talk"), Code("visit", zh: "访问", en: "Visit")])
    static let other = Reference(service: "samples", resource: "place", collection: "places")

    static let title = Field<LocalizedText>("title", .localized(max: 20), zh: "名称", en: "Title", [.required])
    static let amount = Field<FixedDecimal>("amount", .decimal(scale: 2, -1000...1000), zh: "数", en: "Amount")
    static let origin = Field<FixedDecimal>("origin", .decimal(scale: 2, 0...1000), zh: "源", en: "Origin", [.immutable])
    static let label = Field<LocalizedText>("label", .localized(max: 20), zh: "签", en: "Label", [.immutable])

    static let items: [FieldSpec] = [
        FieldSpec("name", .text(max: 10), zh: "名", en: "Name", [.required, .distinct]),
        FieldSpec("when", .period, zh: "期", en: "When"), FieldSpec("price", .money, zh: "价", en: "Price"),
        FieldSpec("kind", .code(Self.list), zh: "类", en: "Kind"),
    ]

    static let resource = Resource(
        "thing", in: "samples", collection: "things", label: Label(zh: "事", en: "Thing"),
        plural: Label(zh: "事", en: "Things"), summary: Label(zh: "事", en: "Things"), codePrefix: "T",
        fields: [
            Self.title, Self.amount, Self.origin, Self.label,
            FieldSpec("line", .text(max: 10), zh: "行", en: "Line"),
            FieldSpec("lines", .text(max: 20, format: .paragraphs), zh: "段", en: "Lines"),
            FieldSpec("url", .text(max: 200, format: .url), zh: "网址", en: "URL"),
            FieldSpec("email", .text(max: 320, format: .email), zh: "邮箱", en: "E-mail"),
            FieldSpec("orcid", .text(max: 19, format: .orcid), zh: "ORCID", en: "ORCID"),
            FieldSpec("sha", .text(max: 64, format: .sha256), zh: "摘要", en: "SHA"),
            FieldSpec("kind", .code(Self.list), zh: "类别", en: "Kind"),
            FieldSpec("kinds", .codes(Self.list), zh: "类别", en: "Kinds"),
            FieldSpec("count", .integer(-5...5), zh: "个", en: "Count"),
            FieldSpec("flag", .boolean, zh: "否", en: "Flag"), FieldSpec("day", .date, zh: "日", en: "Day"),
            FieldSpec("when", .period, zh: "期", en: "When"),
            FieldSpec("must", .period, zh: "须", en: "Must"),
            FieldSpec("price", .money, zh: "价", en: "Price"),
            FieldSpec("other", .reference(Self.other), zh: "他", en: "Other"),
            FieldSpec("items", .items(Self.items), zh: "列", en: "Items"),
            FieldSpec("rank", .integer(0...9), zh: "级", en: "Rank", [.readOnly]),
            FieldSpec("length", .integer(0...9), zh: "长", en: "Length", [.derived]),
        ])

    /// What is wrong with one member beside an acceptable title, as `/pointer rule`.
    static func faults(_ name: String, _ value: JSON) -> [String] {
        var object = JSONObject()
        object["title"] = ["zh": "甲"]
        object["unit"] = "office"
        object[name] = value
        return self.faults(.object(object))
    }

    static func faults(_ input: JSON) -> [String] {
        do throws(ValidationError) {
            _ = try self.resource.validateNew(input)
            return []
        } catch {
            return error.issues.map { "\($0.pointer) \($0.rule.rawValue)" }
        }
    }

    /// The normal form of one member.
    static func normal(_ name: String, _ value: JSON) throws -> JSON? {
        var object = JSONObject()
        object["title"] = ["zh": "甲"]
        object[name] = value
        return try self.resource.validateNew(.object(object)).object[name]
    }
}
