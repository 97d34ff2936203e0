extension Expert {
    /// A spelling of the person's name.
    public enum Spelling {
        /// The whole name in this spelling.
        public static let fullName = Field<String>(
            "fullName", .text(max: 200), zh: "全名", en: "Full name", [.required, .searched])
        /// The given names.
        public static let given = Field<String>("given", .text(max: 100), zh: "名", en: "Given name")
        /// The family name.
        public static let family = Field<String>("family", .text(max: 100), zh: "姓", en: "Family name")
        /// The language of the spelling.
        public static let lang = Field<String>("lang", .code(CodeLists.languages), zh: "语言", en: "Language")
        /// Whether the passport spells it so.
        public static let inPassport = Field<Bool>("inPassport", .boolean, zh: "与护照一致", en: "As in the passport")

        static let fields: [FieldSpec] = [
            Self.fullName.spec, Self.given.spec, Self.family.spec, Self.lang.spec, Self.inPassport.spec,
        ]
    }
}
