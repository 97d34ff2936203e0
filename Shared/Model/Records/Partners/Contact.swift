/// A person at a partner institution whom the office writes to.
///
/// Whatever identifies the person or leads to them is sensitive and never travels on the bus.
public enum Contact {
    /// The name as the office writes it.
    public static let name = Field<String>(
        "name", .text(max: 200), zh: "姓名", en: "Name", [.required, .title, .listed, .searched, .sortable, .sensitive])
    /// The name in other languages and scripts.
    public static let names = Field<[Record]>(
        "names", .items(Spelling.fields), zh: "姓名其他写法", en: "Other spellings", [.searched, .sensitive])
    /// The institution.
    public static let institution = Field<RecordID>(
        "institution", .reference(Institution.reference), zh: "所属机构", en: "Institution",
        [.required, .listed, .filtered, .searched])
    /// The unit inside the institution.
    public static let partnerUnit = Field<RecordID>(
        "partnerUnit", .reference(PartnerUnit.reference), zh: "所属院系", en: "Partner unit", [.filtered])
    /// What the person does for the cooperation.
    public static let roles = Field<[String]>(
        "roles", .codes(Self.contactRoles), zh: "联系角色", en: "Roles", [.required, .listed, .filtered])
    /// The post.
    public static let position = Field<String>("position", .text(max: 200), zh: "职务", en: "Position", [.searched])
    /// E-mail addresses.
    public static let emails = Field<[Record]>(
        "emails", .items([Self.email.spec]), zh: "邮箱", en: "E-mail addresses", [.searched, .sensitive])
    /// One e-mail address.
    public static let email = Field<String>(
        "email", .text(max: 254, format: .email), zh: "邮箱", en: "E-mail", [.required, .distinct, .searched, .sensitive])
    /// Telephone numbers.
    public static let phones = Field<[Record]>(
        "phones", .items([Self.phone.spec]), zh: "电话", en: "Telephone numbers", [.sensitive])
    /// One telephone number.
    public static let phone = Field<String>(
        "phone", .text(max: 40), zh: "电话", en: "Telephone", [.required, .distinct, .sensitive])
    /// From when to when the person is the one to write to.
    public static let valid = Field<Period>("valid", .period, zh: "有效期", en: "Valid")
    /// Remarks.
    public static let note = Field<String>(
        "note", .text(max: 4000, format: .paragraphs), zh: "备注", en: "Note", [.sensitive])

    /// A spelling of the person's name.
    public enum Spelling {
        /// The whole name in this spelling.
        public static let full = Field<String>(
            "fullName", .text(max: 200), zh: "全名", en: "Full name", [.required, .searched])
        /// The given names.
        public static let given = Field<String>("given", .text(max: 100), zh: "名", en: "Given name")
        /// The family name.
        public static let family = Field<String>("family", .text(max: 100), zh: "姓", en: "Family name")
        /// The language of the spelling.
        public static let lang = Field<String>("lang", .code(CodeLists.languages), zh: "语言", en: "Language")

        static let fields: [FieldSpec] = [Self.full.spec, Self.given.spec, Self.family.spec, Self.lang.spec]
    }

    /// What a contact may be for.
    public static let contactRoles = CodeTable.list(
        "contactRoles", Label(zh: "联系角色", en: "Contact roles"),
        """
        signatory|签约人|Signatory
        coordinator_in|来访协调人|Coordinator for incoming
        coordinator_out|派出协调人|Coordinator for outgoing
        scientific_lead|学术负责人|Scientific lead
        administrative|行政联系人|Administrative contact
        emergency|紧急联系人|Emergency contact
        """)

    /// The record type.
    public static let resource = Resource(
        "contact", in: "partners", collection: "contacts",
        label: Label(zh: "联系人", en: "Contact"),
        plural: Label(zh: "联系人", en: "Contacts"),
        summary: Label(zh: "合作机构的联系人", en: "People at partner institutions"),
        codePrefix: "CON",
        fields: [
            Self.name, Self.names, Self.institution, Self.partnerUnit, Self.roles, Self.position, Self.emails,
            Self.phones, Self.valid, Self.note,
        ],
    )
}
