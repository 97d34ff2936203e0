extension Agreement {
    /// One of the parties.
    public enum Party {
        /// The number by which conditions and approvals call the party; given by position when left out.
        public static let number = Field<Int64>("no", .integer(1...99), zh: "序号", en: "Number", [.distinct])
        /// Whether the party is this university.
        public static let isOwn = Field<Bool>("isOwn", .boolean, zh: "我方", en: "Ourselves")
        /// The institution; absent for this university.
        public static let institution = Field<RecordID>(
            "institution", .reference(Institution.reference), zh: "机构", en: "Institution", [.searched])
        /// The unit of the institution that agrees.
        public static let unit = Field<RecordID>("unit", .reference(PartnerUnit.reference), zh: "院系", en: "Unit")
        /// The part that it plays.
        public static let role = Field<String>("role", .code(Agreement.partyRoles), zh: "角色", en: "Role")
        /// How the party stands in the content that is approved; set by the program.
        ///
        /// A registry's id, else the office's code, as it was when the party was entered.
        public static let identity = Field<String>("identity", .text(max: 300), zh: "固定标识", en: "Fixed identity")
        /// Who signs for it.
        public static let signatory = Field<String>(
            "signatory", .text(max: 200), zh: "签约人", en: "Signatory", [.sensitive])
        /// When it signed.
        public static let signedOn = Field<CalendarDate>("signedOn", .date, zh: "签字日期", en: "Signed on")
        /// The code under which the party keeps the agreement.
        public static let partnerCode = Field<String>(
            "partnerCode", .text(max: 64), zh: "对方协议编号", en: "Party's own code", [.searched])

        static let fields: [FieldSpec] = [
            Self.number.spec, Self.isOwn.spec, Self.institution.spec, Self.unit.spec, Self.role.spec,
            Self.identity.spec, Self.signatory.spec, Self.signedOn.spec, Self.partnerCode.spec,
        ]
    }

    /// A scan or text of the agreement.
    public enum Attachment {
        /// What it is called.
        public static let title = Field<String>("title", .text(max: 300), zh: "名称", en: "Title", [.required])
        /// The digest of its bytes.
        public static let sha256 = Field<String>(
            "sha256", .text(max: 64, format: .sha256), zh: "SHA-256", en: "SHA-256")
        /// Its media type, `application/pdf`.
        public static let mediaType = Field<String>("mediaType", .text(max: 100), zh: "媒体类型", en: "Media type")
        /// Its language.
        public static let lang = Field<String>("lang", .code(CodeLists.languages), zh: "语言", en: "Language")
        /// Where it lies.
        public static let location = Field<String>(
            "location", .text(max: 500, format: .url), zh: "存放位置", en: "Location")
        /// Who may see it.
        public static let visibility = Field<String>(
            "visibility", .code(Agreement.confidentialities), zh: "可见范围", en: "Visibility")

        static let fields: [FieldSpec] = [
            Self.title.spec, Self.sha256.spec, Self.mediaType.spec, Self.lang.spec, Self.location.spec,
            Self.visibility.spec,
        ]
    }
}
