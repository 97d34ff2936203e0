/// A term for which an expert works for the university: from the proposal to the cancelled permits.
public enum Engagement {
    /// Who is engaged.
    public static let expert = Field<RecordID>(
        "expert", .reference(Expert.reference), zh: "专家", en: "Expert", [.required, .immutable, .listed, .filtered])
    /// Long-term, short-term, part-time...
    public static let kind = Field<String>(
        "kind", .code(Self.kinds), zh: "聘任类别", en: "Kind", [.required, .listed, .filtered])
    /// What the expert is engaged as.
    public static let post = Field<String>(
        "post", .code(Self.posts), zh: "岗位", en: "Post", [.required, .listed, .filtered])
    /// As a foreign expert, or as a citizen who comes home with an overseas background.
    public static let introducedAs = Field<String>(
        "introducedAs", .code(Self.introductions), zh: "引进身份", en: "Introduced as", [.required, .filtered])
    /// From when to when; the end is the first day after it.
    public static let term = Field<Period>("term", .period, zh: "聘期", en: "Term", [.required, .listed, .sortable])
    /// What is to be done.
    public static let duties = Field<String>("duties", .text(max: 2000, format: .paragraphs), zh: "工作内容", en: "Duties")
    /// Courses to be taught in each semester.
    public static let coursesPerSemester = Field<Int64>(
        "coursesPerSemester", .integer(0...20), zh: "每学期课程门数", en: "Courses a semester")
    /// What is paid, in ``salaryPer``.
    public static let salary = Field<Money>("salary", .money, zh: "薪酬", en: "Salary", [.sensitive])
    /// What ``salary`` is paid for.
    public static let salaryPer = Field<String>(
        "salaryPer", .code(Self.payPeriods), zh: "薪酬计算单位", en: "Salary per", [.sensitive])
    /// Who here looks after the expert.
    public static let supervisor = Field<String>(
        "supervisor", .text(max: 200), zh: "联系人", en: "Supervisor", [.searched])
    /// Why the expert should come.
    public static let justification = Field<String>(
        "justification", .text(max: 4000, format: .paragraphs), zh: "聘请理由", en: "Justification")
    /// What those who decided said.
    public static let decisionNote = Field<String>(
        "decisionNote", .text(max: 2000, format: .paragraphs), zh: "审批意见", en: "Decision")
    /// The number of the contract.
    public static let contractNumber = Field<String>(
        "contractNumber", .text(max: 64), zh: "合同编号", en: "Contract number", [.searched])
    /// When it was signed.
    public static let contractSignedOn = Field<CalendarDate>(
        "contractSignedOn", .date, zh: "合同签订日期", en: "Contract signed on", [.sortable])
    /// When the notice of the work permit was issued.
    public static let permitNoticeOn = Field<CalendarDate>(
        "permitNoticeOn", .date, zh: "工作许可通知日期", en: "Notice of work permit on")
    /// When the visa was issued.
    public static let visaIssuedOn = Field<CalendarDate>("visaIssuedOn", .date, zh: "签证签发日期", en: "Visa issued on")
    /// When the expert came.
    public static let arrivedOn = Field<CalendarDate>("arrivedOn", .date, zh: "抵达日期", en: "Arrived on", [.sortable])
    /// The last day on which both the work permit and the residence permit are valid.
    public static let permitsValidUntil = Field<CalendarDate>(
        "permitsValidUntil", .date, zh: "许可有效期至", en: "Permits valid until",
        help: Label(
            zh: "工作许可与居留许可中较早到期者的最后一天", en: "The last day of whichever of work and residence permit ends first"),
        [.sortable])
    /// When the work began.
    public static let startedOn = Field<CalendarDate>("startedOn", .date, zh: "到岗日期", en: "Started on", [.sortable])
    /// The first day on which it was over.
    public static let endedOn = Field<CalendarDate>("endedOn", .date, zh: "结束日期", en: "Ended on", [.sortable])
    /// Why it ended.
    public static let endReason = Field<String>(
        "endReason", .text(max: 2000, format: .paragraphs), zh: "结束原因", en: "Reason for the end")
    /// The engagement that continues this one.
    public static let continuedBy = Field<RecordID>(
        "continuedBy", .reference(Self.reference), zh: "续聘为", en: "Continued by",
        inverse: Inverse(
            one: Label(zh: "由本次续聘的聘用", en: "Engagement that this one continues"),
            many: Label(zh: "由本次续聘的聘用", en: "Engagements that this one continues")))
    /// When the permits were cancelled.
    public static let permitsCancelledOn = Field<CalendarDate>(
        "permitsCancelledOn", .date, zh: "许可注销日期", en: "Permits cancelled on")
    /// Remarks.
    public static let note = Field<String>("note", .text(max: 4000, format: .paragraphs), zh: "备注", en: "Note")

    /// What a reference to an engagement is made of.
    public static let reference = Reference(service: "experts", resource: "engagement", collection: "engagements")

    /// The record type.
    public static let resource = Resource(
        Self.reference.resource, in: Self.reference.service, collection: Self.reference.collection,
        label: Label(zh: "聘任", en: "Engagement"),
        plural: Label(zh: "聘任", en: "Engagements"),
        summary: Label(
            zh: "专家的每一段聘期：申请、合同、许可、到岗、续聘与离任",
            en: "Every term of an expert: proposal, contract, permits, work, renewal and end"),
        codePrefix: "ENG",
        fields: [
            Self.expert, Self.kind, Self.post, Self.introducedAs, Self.term, Self.duties, Self.coursesPerSemester,
            Self.salary, Self.salaryPer, Self.supervisor, Self.justification, Self.decisionNote, Self.contractNumber,
            Self.contractSignedOn, Self.permitNoticeOn, Self.visaIssuedOn, Self.arrivedOn, Self.permitsValidUntil,
            Self.startedOn, Self.endedOn, Self.endReason, Self.continuedBy, Self.permitsCancelledOn, Self.note,
        ],
        lifecycle: Self.lifecycle,
        rules: [
            FieldRule(
                Self.startedOn, zh: "已到岗的聘任须有到岗日期", en: "An engagement that has begun needs the day on which it did"),
            FieldRule(Self.endedOn, zh: "结束日期应晚于到岗日期", en: "The end must be after the day on which the work began"),
            FieldRule(Self.continuedBy, zh: "聘任不能由自身续聘", en: "An engagement cannot continue itself"),
        ],
    )
}
