/// An agreement or memorandum between the university and one or more institutions.
///
/// What the parties approve is its *content*: the fields in ``contentFields``. The rest, such as who signed and where the
/// documents lie, may change without anybody approving anything again.
public enum Agreement {
    /// The title, as printed.
    public static let title = Field<LocalizedText>(
        "title", .localized(max: 300), zh: "协议名称", en: "Title", [.required, .title, .listed, .searched, .sortable])
    /// What the agreement provides for; one agreement may be of several types.
    public static let types = Field<[String]>(
        "types", .codes(Self.agreementTypes), zh: "协议类型", en: "Types", [.required, .filtered])
    /// The one of its types under which it is counted when each agreement counts once; may be left out when there is one.
    public static let primaryType = Field<String>(
        "primaryType", .code(Self.agreementTypes), zh: "主要类型", en: "Primary type", [.listed, .filtered, .sortable])
    /// Whether universities or units of theirs agree.
    public static let level = Field<String>("level", .code(Self.levels), zh: "协议层级", en: "Level", [.filtered])
    /// Who agrees.
    public static let parties = Field<[Record]>(
        "parties", .items(Party.fields), zh: "签约各方", en: "Parties", [.required, .searched])
    /// What is exchanged, a line for each activity and direction.
    public static let conditions = Field<[Record]>(
        "conditions", .items(Condition.fields), zh: "合作条件", en: "Cooperation conditions")
    /// The languages in which the text exists.
    public static let languages = Field<[String]>("languages", .codes(CodeLists.languages), zh: "文本语言", en: "Languages")
    /// The language whose text prevails.
    public static let authoritativeLanguage = Field<String>(
        "authoritativeLanguage", .code(CodeLists.languages), zh: "作准文本语言", en: "Authoritative language")
    /// The day of the last signature.
    public static let signedOn = Field<CalendarDate>(
        "signedOn", .date, zh: "签署日期", en: "Signed on", [.listed, .sortable, .filtered])
    /// From when to when it is meant to be in force; without an end it runs until it is terminated.
    public static let effective = Field<Period>(
        "effective", .period, zh: "有效期", en: "Effective", [.listed, .sortable, .filtered])
    /// By how many months it is prolonged at its end unless a party objects.
    public static let autoRenewMonths = Field<Int64>(
        "autoRenewMonths", .integer(1...600), zh: "自动续期（月）", en: "Renews itself for (months)")
    /// How many days before its end a party must object to that.
    public static let autoRenewNoticeDays = Field<Int64>(
        "autoRenewNoticeDays", .integer(0...1095), zh: "不续期通知期（天）", en: "Notice against renewal (days)")
    /// How long before its end a termination must be announced, in ``terminationNoticeUnit``.
    public static let terminationNotice = Field<Int64>(
        "terminationNotice", .integer(1...1095), zh: "终止通知期", en: "Notice of termination")
    /// The unit of ``terminationNotice``.
    public static let terminationNoticeUnit = Field<String>(
        "terminationNoticeUnit", .code(Self.noticeUnits), zh: "终止通知期单位", en: "Unit of notice")
    /// Whether it is a new agreement or follows another one.
    public static let origin = Field<String>("origin", .code(Self.origins), zh: "签约性质", en: "Origin", [.filtered])
    /// The agreement that it renews or replaces.
    public static let renewedFrom = Field<RecordID>(
        "renewedFrom", .reference(Self.reference), zh: "续签自", en: "Follows",
        inverse: Inverse(one: Label(zh: "续签协议", en: "Renewal"), many: Label(zh: "续签协议", en: "Renewals")))
    /// The agreement to which it is an annex.
    public static let parentAgreement = Field<RecordID>(
        "parentAgreement", .reference(Self.reference), zh: "所属协议", en: "Parent agreement",
        inverse: Inverse(one: Label(zh: "附属协议", en: "Annex"), many: Label(zh: "附属协议", en: "Annexes")), [.filtered])
    /// The visit or event from which it came.
    public static let occasion = Field<RecordID>(
        "occasion", .reference(Self.event), zh: "签约活动", en: "Occasion", [.filtered])
    /// Whether it binds in law.
    public static let binding = Field<String>("binding", .code(Self.bindings), zh: "约束力", en: "Binding force")
    /// What it costs and who pays.
    public static let financialTerms = Field<String>(
        "financialTerms", .text(max: 8000, format: .paragraphs), zh: "经费条款", en: "Financial terms", [.sensitive])
    /// Who may read it: the whole house what is public or internal, its unit only what is confidential or not marked.
    public static let confidentiality = Field<String>(
        "confidentiality", .code(Self.confidentialities), zh: "密级", en: "Confidentiality",
        help: Label(
            zh: "“公开”和“校内”的协议全校可以查看并据以派出、接收；“保密”或未填的只有归口单位可以查看",
            en: """
                Public and internal agreements are for the whole university to read and to nominate under; confidential \
                ones, and those not marked, only for the unit that keeps them
                """),
        [.filtered])
    /// The person here who looks after it.
    public static let supervisor = Field<String>(
        "supervisor", .text(max: 200), zh: "负责人", en: "Supervisor", [.searched])
    /// Scans and texts.
    public static let documents = Field<[Record]>("documents", .items(Attachment.fields), zh: "附件", en: "Documents")
    /// Why the content was changed last; stands beside the version that it made.
    public static let changeReason = Field<String>(
        "changeReason", .text(max: 1000, format: .paragraphs), zh: "修改原因", en: "Reason for the change")
    /// When notice of termination was given.
    public static let noticeGivenOn = Field<CalendarDate>("noticeGivenOn", .date, zh: "终止通知日期", en: "Notice given on")
    /// Whether all parties agreed to end it, so that no notice is needed.
    public static let endedByConsent = Field<Bool>("endedByConsent", .boolean, zh: "协商终止", en: "Ended by consent")
    /// The day from which it is no longer in force although its period runs on.
    public static let endedOn = Field<CalendarDate>("endedOn", .date, zh: "终止日期", en: "Ended on", [.filtered])
    /// Why it was ended.
    public static let endReason = Field<String>(
        "endReason", .text(max: 2000, format: .paragraphs), zh: "终止原因", en: "Reason for the end")
    /// The agreement that took its place.
    public static let supersededBy = Field<RecordID>(
        "supersededBy", .reference(Self.reference), zh: "被取代为", en: "Superseded by",
        inverse: Inverse(
            one: Label(zh: "被本协议取代的协议", en: "Agreement superseded by this one"),
            many: Label(zh: "被本协议取代的协议", en: "Agreements superseded by this one")))
    /// Remarks.
    public static let note = Field<String>("note", .text(max: 4000, format: .paragraphs), zh: "备注", en: "Note")

    static let reference = Reference(service: "partners", resource: "agreement", collection: "agreements")
    private static let event = Reference(service: "experts", resource: "event", collection: "events")

    /// The record type.
    public static let resource = Resource(
        "agreement", in: "partners", collection: "agreements",
        label: Label(zh: "合作协议", en: "Agreement"),
        plural: Label(zh: "合作协议", en: "Agreements"),
        summary: Label(
            zh: "协议与备忘录：各方须批准同一版本的内容，内容一改，批准即失效",
            en: "Agreements and memoranda: all parties approve one and the same content, and a change voids approvals"),
        codePrefix: "AGR",
        fields: [
            Self.title, Self.types, Self.primaryType, Self.level, Self.standing, Self.parties, Self.conditions,
            Self.signedOn, Self.effective, Self.autoRenewMonths, Self.autoRenewNoticeDays, Self.terminationNotice,
            Self.terminationNoticeUnit, Self.languages, Self.authoritativeLanguage, Self.origin, Self.renewedFrom,
            Self.parentAgreement, Self.occasion, Self.binding, Self.financialTerms, Self.confidentiality,
            Self.supervisor, Self.documents, Self.changeReason, Self.noticeGivenOn, Self.endedByConsent, Self.endedOn,
            Self.endReason, Self.supersededBy, Self.partnerCountries, Self.countryGroupsAtSigning, Self.versionNo,
            Self.contentHash, Self.pendingVersion, Self.suspendedOn, Self.note,
        ],
        // Whoever nominates under an agreement has to find it; what nobody has marked stays with its unit.
        audience: .marked(Self.confidentiality, as: ["public", "internal"]),
        lifecycle: Self.lifecycle,
        events: [
            EventTitle("version_changed", zh: "内容修改", en: "Content changed"),
            EventTitle("approval_voided", zh: "内容修改，原批准作废", en: "Content changed, approvals voided"),
            EventTitle("amended", zh: "采纳修订", en: "Amended"),
            EventTitle("amendment_proposed", zh: "提出修订", en: "Amendment proposed"),
            EventTitle("amendment_withdrawn", zh: "撤回修订", en: "Amendment withdrawn"),
            EventTitle("document_attached", zh: "添加文件", en: "Document attached"),
            EventTitle("renewed", zh: "续签", en: "Renewed"),
            EventTitle("expiring", zh: "即将到期", en: "Expires before long"),
            EventTitle("expired", zh: "已到期", en: "Expired"),
        ],
        rules: Self.rules,
    )
}
