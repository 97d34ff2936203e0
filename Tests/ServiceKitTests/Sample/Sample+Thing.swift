import Model

/// A record type that has a field of every kind, so that whatever the kit does with a kind is tried here.
enum Thing {
    static let kinds = CodeList(
        name: "samples.kinds", label: Label(zh: "类别", en: "Kind"),
        entries: [
            Code("talk", zh: "讲座", en: "Talk"), Code("visit", zh: "访问", en: "Visit"),
            Code("course", zh: "课程", en: "Course"),
        ])
    static let tagList = CodeList(
        name: "samples.tags", label: Label(zh: "标签", en: "Tag"),
        entries: [
            Code("new", zh: "新", en: "New"), Code("joint", zh: "联合", en: "Joint"),
            Code("online", zh: "线上", en: "Online"),
        ])

    static let title = Field<LocalizedText>(
        "title", .localized(max: 200), zh: "名称", en: "Title", [.required, .searched, .sortable, .title, .listed])
    static let note = Field<String>(
        "note", .text(max: 500, format: .paragraphs), zh: "说明", en: "Note", [.searched, .sortable])
    static let website = Field<String>("website", .text(max: 200, format: .url), zh: "网址", en: "Website", [.listed])
    static let email = Field<String>("email", .text(max: 254, format: .email), zh: "邮箱", en: "E-mail", [.sensitive])
    static let orcid = Field<String>("orcid", .text(max: 19, format: .orcid), zh: "ORCID", en: "ORCID")
    static let digest = Field<String>("digest", .text(max: 64, format: .sha256), zh: "摘要", en: "Digest")
    static let passport = Field<String>("passportNo", .text(max: 20), zh: "护照号", en: "Passport", [.sensitive])
    static let kind = Field<String>("kind", .code(Thing.kinds), zh: "类别", en: "Kind", [.required, .filtered, .listed])
    static let tags = Field<[String]>("tags", .codes(Thing.tagList), zh: "标签", en: "Tags")
    static let country = Field<String>("country", .code(CodeLists.countries), zh: "国家", en: "Country", [.filtered])
    static let seats = Field<Int64>("seats", .integer(0...1000), zh: "名额", en: "Seats", [.sortable])
    static let score = Field<FixedDecimal>("score", .decimal(scale: 2, 0...1_000_000), zh: "评分", en: "Score")
    static let isOpen = Field<Bool>("isOpen", .boolean, zh: "公开", en: "Open")
    static let heldOn = Field<CalendarDate>("heldOn", .date, zh: "日期", en: "Held on", [.sortable])
    static let period = Field<Period>("period", .period, zh: "期间", en: "Period")
    static let budget = Field<Money>("budget", .money, zh: "预算", en: "Budget")
    static let place = Field<RecordID>("place", .reference(Place.resource.reference), zh: "地点", en: "Place")
    static let origin = Field<String>("origin", .text(max: 100), zh: "来源", en: "Origin", [.immutable])
    static let rank = Field<Int64>("rank", .integer(0...9), zh: "等级", en: "Rank", [.readOnly])
    static let length = Field<Int64>("titleLength", .integer(0...1000), zh: "长度", en: "Length", [.derived])
    static let decidedOn = Field<CalendarDate>("decidedOn", .date, zh: "决定日期", en: "Decided on")

    static let parts = Field<[Record]>(
        "parts",
        .items([
            FieldSpec("label", .text(max: 50), zh: "标签", en: "Label", [.required, .distinct]),
            FieldSpec("name", .localized(max: 50), zh: "名称", en: "Name"),
            FieldSpec("place", .reference(Place.resource.reference), zh: "地点", en: "Place"),
            FieldSpec("share", .decimal(scale: 1, 0...1000), zh: "占比", en: "Share"),
            FieldSpec("period", .period, zh: "期间", en: "Period"),
            FieldSpec("cost", .money, zh: "费用", en: "Cost"),
            FieldSpec("contact", .text(max: 100), zh: "联系方式", en: "Contact", [.sensitive]),
        ]), zh: "组成", en: "Parts")

    static let fields: [any FieldDeclaration] = [
        Self.title, Self.note, Self.website, Self.email, Self.orcid, Self.digest, Self.passport, Self.kind, Self.tags,
        Self.country, Self.seats, Self.score, Self.isOpen, Self.heldOn, Self.period, Self.budget, Self.place,
        Self.origin, Self.rank, Self.length, Self.decidedOn, Self.parts,
    ]

    static let lifecycle = Lifecycle(
        states: [
            State("draft", zh: "草稿", en: "Draft"), State("submitted", zh: "已提交", en: "Submitted", .active),
            State("approved", zh: "已批准", en: "Approved", .good), State("closed", zh: "已关闭", en: "Closed", .ended),
        ],
        transitions: [
            Transition(
                "submit", zh: "提交", en: "Submit", from: ["draft"], to: "submitted", requires: [Self.heldOn],
                accepts: [Self.heldOn, Self.note], event: "submitted"),
            Transition(
                "approve", zh: "批准", en: "Approve", from: ["submitted"], to: "approved", by: .approver,
                requires: [Self.decidedOn], accepts: [Self.decidedOn], event: "approved"),
            Transition(
                "close", zh: "关闭", en: "Close", from: ["approved", "submitted"], to: "closed", by: .admin,
                event: "closed"),
        ])

    static let resource = Resource(
        "thing", in: "samples", collection: "things", label: Label(zh: "事项", en: "Thing"),
        plural: Label(zh: "事项", en: "Things"), summary: Label(zh: "各种事项", en: "Things of every kind"),
        codePrefix: "THG", fields: Self.fields, lifecycle: Self.lifecycle,
        rules: [FieldRule(Self.seats, zh: "名额不能是 13", en: "There are never thirteen seats")])

    /// The least that makes a record, with more members where given.
    static func input(_ title: String = "丝路讲座", _ members: KeyValuePairs<String, JSON> = [:]) -> JSON {
        var object = JSONObject()
        object["title"] = ["zh": .string(title)]
        object["kind"] = "talk"
        object["unit"] = "office"
        for (name, value) in members { object[name] = value }
        return .object(object)
    }

    /// A record with a value in every field that may be given.
    static func full(place: String) -> JSON {
        self.input(
            "西安交通大学“一带一路”讲座",
            [
                "code": "T-满-1", "title": ["zh": "西安讲座", "en": "Lecture in Xi'an \"Silk Road\""],
                "note": "第一行\n第二行 <b>&amp;</b> \\ / %_", "website": "https://例子.测试/路?x=1#y",
                "email": "wang@xjtu.edu.cn", "orcid": "0000-0002-1825-0097",
                "digest": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "passportNo": "E12345678", "kind": "visit", "tags": ["new", "joint"], "country": "DE", "seats": 30,
                "score": .number("99.50"), "isOpen": false, "heldOn": "2026-02-28",
                "period": ["from": "2026-02-28", "to": "2026-03-01"], "budget": ["minor": 12345, "currency": "CNY"],
                "place": .string(place), "origin": "导入", "decidedOn": "2026-03-01",
                "parts": [
                    [
                        "label": "甲", "name": ["zh": "甲部", "en": "Part A"], "place": .string(place),
                        "share": .number("33.3"), "period": ["from": "2026-01-01"],
                        "cost": ["minor": 100, "currency": "EUR"], "contact": "+86 29 1234",
                    ],
                    ["label": "乙", "period": ["to": "2027-01-01"]],
                ],
            ])
    }
}
