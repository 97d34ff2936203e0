extension Institution {
    /// One of the names of an institution.
    public enum Name {
        /// The name.
        public static let value = Field<String>(
            "value", .text(max: 300), zh: "名称", en: "Name", [.required, .searched])
        /// Its language.
        public static let lang = Field<String>("lang", .code(CodeLists.languages), zh: "语言", en: "Language")
        /// What sort of name it is.
        public static let kind = Field<String>(
            "kind", .code(Institution.nameKinds), zh: "名称类型", en: "Kind", [.required])
        /// When it was in use.
        public static let valid = Field<Period>("valid", .period, zh: "使用期间", en: "In use")

        static let fields: [FieldSpec] = [Self.value.spec, Self.lang.spec, Self.kind.spec, Self.valid.spec]
    }

    /// An id of an institution in a registry.
    public enum Identifier {
        /// The registry.
        public static let scheme = Field<String>(
            "scheme", .code(Institution.identifierSchemes), zh: "标识体系", en: "Scheme", [.required])
        /// The id, in the spelling that the registry uses.
        public static let value = Field<String>(
            "value", .text(max: 255), zh: "标识", en: "Value", [.required, .searched])
        /// Whether it is the one to show and to send.
        public static let preferred = Field<Bool>("preferred", .boolean, zh: "首选", en: "Preferred")

        static let fields: [FieldSpec] = [Self.scheme.spec, Self.value.spec, Self.preferred.spec]
    }

    /// A tie to another institution, as the Research Organization Registry names them.
    public enum Relation {
        /// What the other one is to this one.
        public static let relation = Field<String>(
            "relation", .code(Institution.relationKinds), zh: "关系", en: "Relation", [.required])
        /// The other one.
        public static let institution = Field<RecordID>(
            "institution", .reference(Institution.reference), zh: "机构", en: "Institution", [.required])

        static let fields: [FieldSpec] = [Self.relation.spec, Self.institution.spec]
    }

    /// A place in a ranking.
    public enum Ranking {
        /// Whose ranking.
        public static let source = Field<String>("source", .text(max: 100), zh: "榜单", en: "Ranking", [.required])
        /// Of which year.
        public static let year = Field<Int64>("year", .integer(1900...2200), zh: "年份", en: "Year", [.required])
        /// The place; lower is better.
        public static let rank = Field<Int64>("rank", .integer(1...100_000), zh: "名次", en: "Rank", [.required])
        /// The subject, when it is not a ranking of whole institutions.
        public static let subject = Field<String>("subject", .text(max: 200), zh: "学科", en: "Subject")

        static let fields: [FieldSpec] = [Self.source.spec, Self.year.spec, Self.rank.spec, Self.subject.spec]
    }
}
