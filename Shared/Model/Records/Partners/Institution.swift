/// An institution abroad or at home with which the university cooperates, or might.
public enum Institution {
    /// The name under which the office keeps it; other names are in ``names``.
    public static let title = Field<LocalizedText>(
        "title", .localized(max: 200), zh: "名称", en: "Name", [.required, .title, .listed, .searched, .sortable])
    /// What kind of body it is.
    public static let kind = Field<String>(
        "kind", .code(Self.kinds), zh: "类别", en: "Kind", [.required, .listed, .filtered, .sortable])
    /// The country or region, ISO 3166-1 alpha-2.
    public static let country = Field<String>(
        "country", .code(CodeLists.countries), zh: "国家（地区）", en: "Country or region",
        [.required, .listed, .filtered, .sortable])
    /// The subdivision, ISO 3166-2.
    public static let subdivision = Field<String>(
        "subdivision", .text(max: 6), zh: "省州代码", en: "Subdivision",
        help: Label(zh: "ISO 3166-2 代码，如 JP-13", en: "An ISO 3166-2 code such as JP-13"))
    /// The town.
    public static let city = Field<LocalizedText>("city", .localized(max: 120), zh: "城市", en: "City", [.searched])
    /// The home page.
    public static let website = Field<String>("website", .text(max: 500, format: .url), zh: "网站", en: "Website")
    /// Names in other languages, former names, acronyms; what it is searched and recognised by.
    public static let names = Field<[Record]>("names", .items(Name.fields), zh: "其他名称", en: "Other names", [.searched])
    /// Its ids in registries.
    public static let identifiers = Field<[Record]>(
        "identifiers", .items(Identifier.fields), zh: "机构标识", en: "Identifiers", [.searched])
    /// The institution that it is part of.
    public static let parent = Field<RecordID>(
        "parent", .reference(Self.reference), zh: "上级机构", en: "Parent",
        inverse: Inverse(
            one: Label(zh: "下级机构", en: "Institution below"), many: Label(zh: "下级机构", en: "Institutions below")))
    /// Ties to other institutions: those that went before, came after, or are related.
    public static let relations = Field<[Record]>("relations", .items(Relation.fields), zh: "机构沿革与关联", en: "Relations")
    /// Free keywords.
    public static let tags = Field<[Record]>("tags", .items([Self.tag.spec]), zh: "标签", en: "Tags", [.searched])
    /// One keyword.
    public static let tag = Field<String>(
        "tag", .text(max: 60), zh: "标签", en: "Tag", [.required, .distinct, .searched])
    /// Places in rankings.
    public static let rankings = Field<[Record]>("rankings", .items(Ranking.fields), zh: "排名", en: "Rankings")
    /// When it was last held against lists of restricted parties.
    public static let screenedOn = Field<CalendarDate>("screenedOn", .date, zh: "合规筛查日期", en: "Screened on")
    /// What that gave.
    public static let screeningResult = Field<String>(
        "screeningResult", .code(Self.screeningResults), zh: "合规筛查结果", en: "Screening result", [.filtered])
    /// Who did it.
    public static let screenedBy = Field<String>("screenedBy", .text(max: 200), zh: "筛查人", en: "Screened by")
    /// Why nothing may be done with it.
    public static let blockReason = Field<String>(
        "blockReason", .text(max: 1000, format: .paragraphs), zh: "停止往来原因", en: "Reason for blocking")
    /// The institution that carries on for it; set by the transition `merge` alone.
    public static let mergedInto = Field<RecordID>(
        "mergedInto", .reference(Self.reference), zh: "并入机构", en: "Merged into",
        inverse: Inverse(
            one: Label(zh: "已并入本机构的机构", en: "Institution merged into this one"),
            many: Label(zh: "已并入本机构的机构", en: "Institutions merged into this one")))
    /// From which day on the two count as one.
    public static let mergedOn = Field<CalendarDate>("mergedOn", .date, zh: "并入日期", en: "Merged on")
    /// Remarks.
    public static let note = Field<String>("note", .text(max: 4000, format: .paragraphs), zh: "备注", en: "Note")
    /// Whether a signed agreement with it has not ended today; computed when read.
    public static let hasLiveAgreement = Field<Bool>(
        "hasLiveAgreement", .boolean, zh: "有有效协议", en: "Has a live agreement", [.derived, .listed])

    static let reference = Reference(service: "partners", resource: "institution", collection: "institutions")

    /// The record type.
    public static let resource = Resource(
        "institution", in: "partners", collection: "institutions",
        label: Label(zh: "合作机构", en: "Institution"),
        plural: Label(zh: "合作机构", en: "Institutions"),
        summary: Label(
            zh: "合作院校、科研机构、企业、联盟等，每个机构只有一条记录，并入后原标识永久有效",
            en: "Universities, research institutes, companies, alliances: one record each, whose id resolves for ever"),
        codePrefix: "INS",
        fields: [
            Self.title, Self.kind, Self.country, Self.hasLiveAgreement, Self.subdivision, Self.city, Self.website,
            Self.names, Self.identifiers, Self.parent, Self.relations, Self.tags, Self.rankings, Self.screenedOn,
            Self.screeningResult, Self.screenedBy, Self.blockReason, Self.mergedInto, Self.mergedOn, Self.note,
        ],
        // One register: who does not see an institution makes it a second time.
        audience: .everyone,
        lifecycle: Self.lifecycle,
        events: [
            EventTitle("renamed", zh: "更名", en: "Renamed"),
            EventTitle("identifier_added", zh: "添加标识", en: "Identifier added"),
            EventTitle("screening_failed", zh: "合规筛查未通过", en: "Screening failed"),
            EventTitle("stage_changed", zh: "合作阶段变更", en: "Stage changed"),
        ],
        rules: Self.rules,
    )
}
