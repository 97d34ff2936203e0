/// A faculty, school or department of a partner institution, so that agreements can be made from unit to unit.
public enum PartnerUnit {
    /// The name.
    public static let title = Field<LocalizedText>(
        "title", .localized(max: 200), zh: "名称", en: "Name", [.required, .title, .listed, .searched, .sortable])
    /// The institution that it belongs to.
    public static let institution = Field<RecordID>(
        "institution", .reference(Institution.reference), zh: "所属机构", en: "Institution",
        [.required, .immutable, .listed, .filtered, .searched])
    /// The unit of the same institution that it is part of.
    public static let parent = Field<RecordID>("parent", .reference(Self.reference), zh: "上级院系", en: "Parent unit")
    /// The code that the institution itself uses for it; left empty when unknown, never guessed.
    public static let externalCode = Field<String>(
        "externalCode", .text(max: 64), zh: "对方院系代码", en: "Partner's own code", [.listed, .searched])
    /// The home page.
    public static let website = Field<String>("website", .text(max: 500, format: .url), zh: "网站", en: "Website")
    /// The fields of study in which it works, ISCED-F 2013.
    public static let fieldsOfStudy = Field<[String]>(
        "fieldsOfStudy", .codes(CodeLists.iscedFields), zh: "学科领域", en: "Fields of study", [.filtered])
    /// Remarks.
    public static let note = Field<String>("note", .text(max: 4000, format: .paragraphs), zh: "备注", en: "Note")

    static let reference = Reference(service: "partners", resource: "partner_unit", collection: "partner-units")

    /// The record type.
    public static let resource = Resource(
        "partner_unit", in: "partners", collection: "partner-units",
        label: Label(zh: "合作方院系", en: "Partner unit"),
        plural: Label(zh: "合作方院系", en: "Partner units"),
        summary: Label(
            zh: "合作机构下属的学院、系、研究所", en: "Faculties, schools and departments of partner institutions"),
        codePrefix: "PUN",
        fields: [
            Self.title, Self.institution, Self.parent, Self.externalCode, Self.website, Self.fieldsOfStudy, Self.note,
        ],
        audience: .everyone,
        rules: [FieldRule(Self.parent, zh: "上级院系不能是它自己", en: "A unit cannot lie above itself")],
    )
}
