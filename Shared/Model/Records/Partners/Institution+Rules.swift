extension Institution {
    static let rules: [FieldRule] = [
        FieldRule(
            Self.subdivision, zh: "应为该国（地区）的 ISO 3166-2 代码，如 JP-13",
            en: "Must be an ISO 3166-2 code of the record's own country, like JP-13"),
        FieldRule(Self.parent, zh: "上级机构不能是它自己", en: "An institution cannot lie above itself"),
        FieldRule(
            Self.mergedInto, zh: "并入机构只能通过“并入”办理，且不能是它自己",
            en: "Set by merging alone, and never the institution itself"),
        FieldRule(Self.mergedOn, zh: "并入日期须与并入机构同时填写", en: "Goes together with the institution merged into"),
        FieldRule(
            Self.relations, Relation.institution, zh: "关联机构不能是它自己", en: "Must be another institution"),
    ]
}
