import Model
import WebPages

/// A record type with a field of every kind, and records of it.
enum Sample {
    static let colours = CodeList(
        name: "colours", label: Label(zh: "颜色", en: "Colours"),
        entries: [Code("red", zh: "红", en: "Red"), Code("green", zh: "绿", en: "Green")])

    static let many = CodeList(
        name: "many", label: Label(zh: "学科", en: "Subjects"),
        entries: (0..<30).map { Code("s\($0)", zh: "学科\($0)", en: "Subject \($0)") })

    static let institution = Reference(service: "partners", resource: "institution", collection: "institutions")

    static let party: [FieldSpec] = [
        FieldSpec("institution", .reference(institution), zh: "学校", en: "Institution", [.required, .filtered]),
        FieldSpec("signatory", .text(max: 100), zh: "签署人", en: "Signatory"),
        FieldSpec("leads", .boolean, zh: "牵头", en: "Leads", [.required]),
    ]

    static let condition: [FieldSpec] = [
        FieldSpec("isced", .codes(many), zh: "学科", en: "Subjects"),
        FieldSpec("people", .integer(1...500), zh: "人数", en: "People", [.required]),
        FieldSpec("span", .period, zh: "期间", en: "Span"),
        FieldSpec("fee", .money, zh: "费用", en: "Fee"),
        FieldSpec("note", .localized(max: 100), zh: "说明", en: "Note"),
    ]

    static let agreement = Resource(
        "agreement", in: "partners", collection: "agreements", label: Label(zh: "协议", en: "Agreement"),
        plural: Label(zh: "合作协议", en: "Agreements"), summary: Label(zh: "与境外学校的协议。", en: "Agreements abroad."),
        codePrefix: "AGR",
        fields: [
            FieldSpec(
                "title", .localized(max: 200), zh: "名称", en: "Title", [.required, .title, .listed, .sortable]),
            FieldSpec("kind", .code(colours), zh: "类型", en: "Kind", [.required, .listed, .filtered]),
            FieldSpec("languages", .codes(colours), zh: "语言", en: "Languages", [.filtered]),
            FieldSpec("subjects", .codes(many), zh: "学科", en: "Subjects"),
            FieldSpec(
                "alias", .text(max: 80), zh: "别名", en: "Alias", help: Label(zh: "可不填", en: "Optional"), [.listed]),
            FieldSpec("notes", .text(max: 4000, format: .paragraphs), zh: "备注", en: "Notes"),
            FieldSpec("website", .text(max: 500, format: .url), zh: "网址", en: "Website"),
            FieldSpec("email", .text(max: 254, format: .email), zh: "邮箱", en: "E-mail", [.sensitive]),
            FieldSpec("orcid", .text(max: 19, format: .orcid), zh: "ORCID", en: "ORCID"),
            FieldSpec("digest", .text(max: 64, format: .sha256), zh: "摘要值", en: "Digest"),
            FieldSpec("places", .integer(0...100_000), zh: "名额", en: "Places", [.listed, .sortable, .filtered]),
            FieldSpec("factor", .decimal(scale: 2, 0...100_000), zh: "系数", en: "Factor"),
            FieldSpec("renews", .boolean, zh: "自动续期", en: "Renews", [.filtered]),
            FieldSpec("binding", .boolean, zh: "有约束力", en: "Binding", [.required]),
            FieldSpec("signedOn", .date, zh: "签署日期", en: "Signed on", [.listed, .sortable, .filtered]),
            FieldSpec("term", .period, zh: "有效期", en: "Term", [.listed, .filtered]),
            FieldSpec("budget", .money, zh: "经费", en: "Budget", [.listed]),
            FieldSpec("partner", .reference(institution), zh: "合作方", en: "Partner", [.listed]),
            FieldSpec("origin", .text(max: 40), zh: "来源", en: "Origin", [.immutable]),
            FieldSpec("score", .integer(0...9), zh: "得分", en: "Score", [.derived]),
            FieldSpec("parties", .items(party), zh: "各方", en: "Parties", [.required]),
            FieldSpec("conditions", .items(condition), zh: "条件", en: "Conditions"),
        ],
        lifecycle: Lifecycle(
            states: [
                State("draft", zh: "草稿", en: "Draft"), State("signed", zh: "已签署", en: "Signed", .good),
                State("ended", zh: "已终止", en: "Ended", .ended),
            ],
            transitions: [
                Transition(
                    "sign", zh: "签署", en: "Sign", from: ["draft"], to: "signed",
                    accepts: [
                        FieldSpec("signedOn", .date, zh: "", en: ""), FieldSpec("term", .period, zh: "", en: ""),
                    ],
                    event: "signed"),
                Transition("end", zh: "终止", en: "End", from: ["draft", "signed"], to: "ended", event: "ended"),
            ]))

    static let id = "0193a2b0-7c11-7a01-8000-000000000001"
    static let partner = "0193a2b0-7c11-7a01-8000-0000000000aa"

    /// A record that says something in every field.
    static let record = Record(
        object([
            "id": .string(id), "code": "AGR-000001", "unit": "oice", "state": "draft", "version": 3,
            "createdAt": "2026-11-20T23:30:00Z", "createdBy": "李雪梅", "updatedAt": "2026-11-21T02:45:42.123456Z",
            "updatedBy": "Anna", "title": ["zh": "共建孔子学院协议", "en": "Confucius Institute"], "kind": "red",
            "languages": ["red", "green"], "subjects": ["s3", "s17"], "alias": "孔院协议",
            "notes": "第一行\n第二行", "website": "https://example.edu/a?b=1&c=2", "email": "li@example.edu",
            "orcid": "0000-0002-1825-0097",
            "digest": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "places": 1234,
            "factor": .number("1.50"), "renews": true, "binding": true, "signedOn": "2024-06-28",
            "term": ["from": "2024-09-01", "to": "2025-07-01"], "budget": ["minor": 123_450, "currency": "CNY"],
            "partner": .string(partner), "origin": "import", "score": 7,
            "parties": [
                ["institution": .string(partner), "signatory": "Viktor", "leads": false],
                ["institution": .string(id), "leads": true],
            ],
            "conditions": [
                [
                    "isced": ["s1", "s2"], "people": 30, "span": ["from": "2024-09-01"],
                    "fee": ["minor": 5000, "currency": "JPY"], "note": ["zh": "无"],
                ]
            ],
        ]))

    static func object(_ json: JSON) -> JSONObject { json.objectValue ?? JSONObject() }

    static func frame(_ language: DisplayLanguage, path: String = "/partners/agreements") -> PageFrame {
        PageFrame(
            language: language, path: path, user: "李雪梅", csrfToken: "token",
            navigation: [
                NavigationGroup(
                    Label(zh: "合作伙伴", en: "Partners"),
                    [NavigationItem(Label(zh: "协议", en: "Agreements"), href: "/partners/agreements", isCurrent: true)])
            ],
            notice: Notice(.success, Label(zh: "已保存", en: "Saved")))
    }
}
