/// A foreign expert, foreign teacher or scholar from abroad whom the university knows.
///
/// The record is the person; what the person does here, and when, is an ``Engagement``. Passport and contact data are
/// sensitive and never travel on the bus.
public enum Expert {
    /// The name by which the person is known here.
    public static let name = Field<LocalizedText>(
        "name", .localized(max: 200), zh: "姓名", en: "Name", [.required, .title, .listed, .searched, .sortable])
    /// The name in other languages and scripts, and as in the passport.
    public static let names = Field<[Record]>(
        "names", .items(Spelling.fields), zh: "姓名其他写法", en: "Other spellings", [.searched, .sensitive])
    /// The nationality.
    public static let nationality = Field<String>(
        "nationality", .code(CodeLists.countries), zh: "国籍（地区）", en: "Nationality",
        [.required, .listed, .filtered, .sortable])
    /// The sex, ISO/IEC 5218.
    public static let sex = Field<String>("sex", .code(CodeLists.sexes), zh: "性别", en: "Sex")
    /// The date of birth.
    public static let bornOn = Field<CalendarDate>("bornOn", .date, zh: "出生日期", en: "Date of birth", [.sensitive])
    /// Academic master, key scholar, professional...
    public static let tier = Field<String>(
        "tier", .code(Self.tiers), zh: "专家层次", en: "Tier", [.required, .listed, .filtered])
    /// The institution to which the person belongs.
    public static let affiliation = Field<RecordID>(
        "affiliation", .reference(Institution.reference), zh: "所属机构", en: "Affiliation",
        [.listed, .filtered, .searched])
    /// The institution or unit in words, when it is none of our partners.
    public static let affiliationName = Field<LocalizedText>(
        "affiliationName", .localized(max: 200), zh: "所属机构（文字）", en: "Affiliation in words", [.searched])
    /// The post there.
    public static let position = Field<String>("position", .text(max: 200), zh: "职务职称", en: "Position", [.searched])
    /// The highest degree.
    public static let highestDegree = Field<String>(
        "highestDegree", .code(CodeLists.eqfLevels), zh: "最高学位", en: "Highest degree", [.filtered])
    /// The field of study.
    public static let isced = Field<String>(
        "isced", .code(CodeLists.iscedFields), zh: "学科领域", en: "Field of study", [.filtered])
    /// What exactly the person works on.
    public static let speciality = Field<String>(
        "speciality", .text(max: 500), zh: "研究方向", en: "Speciality", [.searched])
    /// Languages in which the person can teach.
    public static let languages = Field<[String]>(
        "languages", .codes(CodeLists.languages), zh: "授课语言", en: "Languages of teaching")
    /// The ORCID iD.
    public static let orcid = Field<String>(
        "orcid", .text(max: 19, format: .orcid), zh: "ORCID", en: "ORCID iD", [.searched])
    /// The person's own page.
    public static let website = Field<String>("website", .text(max: 500, format: .url), zh: "个人主页", en: "Web page")
    /// The passport's number.
    public static let passportNumber = Field<String>(
        "passportNumber", .text(max: 32), zh: "护照号码", en: "Passport number", [.sensitive])
    /// The day after which the passport is no longer valid.
    public static let passportExpiresOn = Field<CalendarDate>(
        "passportExpiresOn", .date, zh: "护照有效期至", en: "Passport valid until", [.sensitive])
    /// The e-mail address.
    public static let email = Field<String>(
        "email", .text(max: 254, format: .email), zh: "邮箱", en: "E-mail", [.searched, .sensitive])
    /// The telephone number.
    public static let phone = Field<String>("phone", .text(max: 40), zh: "电话", en: "Telephone", [.sensitive])
    /// Whom to call in an emergency.
    public static let emergencyContact = Field<String>(
        "emergencyContact", .text(max: 500), zh: "紧急联系人", en: "Emergency contact", [.sensitive])
    /// Remarks.
    public static let note = Field<String>(
        "note", .text(max: 4000, format: .paragraphs), zh: "备注", en: "Note", [.sensitive])

    /// What a reference to an expert is made of.
    public static let reference = Reference(service: "experts", resource: "expert", collection: "experts")

    /// The record type.
    public static let resource = Resource(
        Self.reference.resource, in: Self.reference.service, collection: Self.reference.collection,
        label: Label(zh: "外国专家", en: "Expert"),
        plural: Label(zh: "外国专家", en: "Experts"),
        summary: Label(
            zh: "来校任教、讲学、合作研究的外国专家和外籍教师", en: "Foreign experts and teachers who teach or do research here"),
        codePrefix: "EXP",
        fields: [
            Self.name, Self.names, Self.nationality, Self.sex, Self.bornOn, Self.tier, Self.affiliation,
            Self.affiliationName, Self.position, Self.highestDegree, Self.isced, Self.speciality, Self.languages,
            Self.orcid, Self.website, Self.passportNumber, Self.passportExpiresOn, Self.email, Self.phone,
            Self.emergencyContact, Self.note,
        ],
    )

    /// Tiers, as projects for bringing in experts distinguish them.
    public static let tiers = CodeTable.list(
        "expertTiers", Label(zh: "专家层次", en: "Tiers of experts"),
        """
        academic_master|学术大师|Academic master
        key_scholar|学术骨干|Key scholar
        high_level|高层次人才|High-level talent
        professional|专业人才|Professional
        language_teacher|语言教师|Language teacher
        """)
}
