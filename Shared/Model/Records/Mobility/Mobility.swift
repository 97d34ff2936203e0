/// One person's stay abroad or with us for study, teaching, training or research: the central fact of exchange.
///
/// Two parties tell its story. The sender's side is the record's lifecycle; what the receiver said about the nomination
/// is ``receiverState``, which only the receiver's own transitions change. Another person or another institution is
/// another mobility.
public enum Mobility {
    /// Whether the person leaves us or comes to us.
    public static let direction = Field<String>(
        "direction", .code(Self.directions), zh: "方向", en: "Direction",
        [.required, .immutable, .listed, .filtered, .sortable])
    /// Student or staff.
    public static let traveller = Field<String>(
        "traveller", .code(Self.travellers), zh: "人员类型", en: "Traveller", [.required, .listed, .filtered])
    /// The person's name.
    public static let personName = Field<LocalizedText>(
        "personName", .localized(max: 200), zh: "姓名", en: "Person",
        [.required, .title, .listed, .searched, .sortable])
    /// The student or staff number, by which the same person is recognised in another mobility.
    public static let personNumber = Field<String>(
        "personNumber", .text(max: 64), zh: "学号或工号", en: "Student or staff number",
        help: Label(
            zh: "填写后不能更改；据此识别同一人的多次出访", en: "Cannot change once given; tells that two mobilities are one person's"),
        [.searched, .sensitive])
    /// Stands for the person where persons, not mobilities, are counted, without saying who it is.
    public static let personKey = Field<String>(
        "personKey", .text(max: 36), zh: "人员标识", en: "Person key", [.readOnly])
    /// The nationality at the time.
    public static let nationality = Field<String>(
        "nationality", .code(CodeLists.countries), zh: "国籍（地区）", en: "Nationality", [.filtered])
    /// The institution on the other side: host of an outgoing person, home of an incoming one.
    public static let counterpart = Field<RecordID>(
        "counterpart", .reference(Institution.reference), zh: "对方机构", en: "Counterpart institution",
        [.immutable, .listed, .filtered, .searched])
    /// The country or region on the other side.
    public static let country = Field<String>(
        "country", .code(CodeLists.countries), zh: "国家（地区）", en: "Country or region",
        help: Label(zh: "不填时取对方机构所在国家（地区）", en: "Taken from the counterpart institution when left out"),
        [.listed, .filtered, .sortable])
    /// The agreement under which the person travels.
    public static let agreement = Field<RecordID>(
        "agreement", .reference(Agreement.reference), zh: "依据协议", en: "Agreement", [.filtered])
    /// The number of the agreement's condition; the program finds the one that fits when it is left out.
    public static let condition = Field<Int64>(
        "condition", .integer(1...999), zh: "协议条件序号", en: "Condition number",
        help: Label(
            zh: "协议中该条件的序号；不填时自动匹配",
            en: "As the agreement numbers its conditions; the one that fits is found when left out"))
    /// Why the nomination was accepted although the agreement does not provide for it.
    public static let exception = Field<String>(
        "exception", .text(max: 2000, format: .paragraphs), zh: "超出协议的说明", en: "Exception",
        help: Label(
            zh: "名额或条件超出协议时必须说明理由和批准人", en: "Reason and who agreed, when places or terms go beyond the agreement"))
    /// The sort of stay.
    public static let category = Field<String>(
        "category", .code(Self.categories), zh: "项目类别", en: "Category", [.required, .listed, .filtered])
    /// The level at which the person studied when nominated.
    public static let eqfAtNomination = Field<String>(
        "eqfAtNomination", .code(CodeLists.eqfLevels), zh: "提名时层次", en: "Level at nomination", [.filtered])
    /// The level at which the person studied when leaving.
    public static let eqfAtDeparture = Field<String>(
        "eqfAtDeparture", .code(CodeLists.eqfLevels), zh: "出发时层次", en: "Level at departure")
    /// The field of study or work.
    public static let isced = Field<String>(
        "isced", .code(CodeLists.iscedFields), zh: "学科领域", en: "Field of study", [.filtered])
    /// In person, online, or both.
    public static let mode = Field<String>(
        "mode", .code(Self.modes), zh: "方式", en: "Mode", [.required, .filtered])
    /// When the stay is meant to be.
    public static let planned = Field<Period>(
        "planned", .period, zh: "计划起止", en: "Planned", [.required, .listed, .sortable])
    /// The day on which the person set out.
    public static let departedOn = Field<CalendarDate>("departedOn", .date, zh: "出发日期", en: "Departed on")
    /// When it was; the receiver knows best.
    public static let actual = Field<Period>("actual", .period, zh: "实际起止", en: "Actual", [.listed])
    /// Short, medium or long, by the actual days when both ends are known, else by the plan.
    public static let lengthClass = Field<String>(
        "lengthClass", .code(Self.lengthClasses), zh: "时长类别", en: "Length", [.derived, .listed])
    /// The places of the stay, in order.
    public static let segments = Field<[Record]>("segments", .items(Segment.fields), zh: "行程", en: "Segments")
    /// The receiving side's academic year, against which places are counted.
    public static let receivingAcademicYear = Field<String>(
        "receivingAcademicYear", .text(max: 9), zh: "接收方学年", en: "Receiving academic year",
        help: Label(
            zh: "如 2024/2025；年度制为 2024/2024。不填时按计划开始日期推算",
            en: "Such as 2024/2025, or 2024/2024 in the south. Taken from the planned beginning when left out"),
        [.filtered, .sortable])
    /// The last academic year in which an extended stay takes a place, when that is a later one.
    ///
    /// A stay that was planned for several years is one intake and takes its place in the first.
    public static let extendedInto = Field<String>(
        "extendedInto", .text(max: 9), zh: "延期至学年", en: "Extended into academic year", [.readOnly])
    /// The number of the first term.
    public static let term = Field<Int64>("term", .integer(1...6), zh: "学期", en: "Term")
    /// Out of how many terms a year has at the receiving side.
    public static let termsPerYear = Field<Int64>("termsPerYear", .integer(1...6), zh: "每学年学期数", en: "Terms a year")
    /// The award that the stay leads to.
    public static let awardIntended = Field<String>(
        "awardIntended", .code(Self.awards), zh: "拟获学位", en: "Award intended", [.filtered])
    /// How the stay ended, as data and not as a remark.
    public static let outcome = Field<String>(
        "outcome", .code(Self.outcomes), zh: "结果", en: "Outcome", [.filtered])
    /// What the receiver said about the nomination.
    public static let receiverState = Field<String>(
        "receiverState", .code(Self.receiverStates), zh: "接收方状态", en: "Receiver's state",
        [.readOnly, .listed, .filtered])
    /// Why the receiver said so.
    public static let receiverReason = Field<String>(
        "receiverReason", .text(max: 2000, format: .paragraphs), zh: "接收方意见", en: "Receiver's reason")
    /// Why the mobility was called off.
    public static let cancelReason = Field<String>(
        "cancelReason", .text(max: 2000, format: .paragraphs), zh: "取消原因", en: "Reason for cancelling")
    /// Remarks.
    public static let note = Field<String>("note", .text(max: 4000, format: .paragraphs), zh: "备注", en: "Note")

    /// The record type.
    public static let resource = Resource(
        Self.reference.resource, in: Self.reference.service, collection: Self.reference.collection,
        label: Label(zh: "人员交流", en: "Mobility"),
        plural: Label(zh: "人员交流", en: "Mobilities"),
        summary: Label(
            zh: "师生出国（境）和来华交流的每一次记录", en: "Every stay of students and staff abroad, and of others with us"),
        codePrefix: "MOB",
        fields: [
            Self.direction, Self.traveller, Self.personName, Self.personNumber, Self.personKey, Self.nationality,
            Self.counterpart, Self.country, Self.agreement, Self.condition, Self.exception, Self.category,
            Self.eqfAtNomination, Self.eqfAtDeparture, Self.isced, Self.mode, Self.planned, Self.departedOn,
            Self.actual, Self.lengthClass, Self.segments, Self.receivingAcademicYear, Self.extendedInto, Self.term,
            Self.termsPerYear, Self.awardIntended, Self.outcome, Self.receiverState, Self.receiverReason,
            Self.cancelReason, Self.note,
        ],
        lifecycle: Self.lifecycle,
        events: [EventTitle("nominated", zh: "提名", en: "Nominated")],
        rules: [
            FieldRule(
                Self.extendedInto, zh: "延期所到的学年应晚于接收方学年",
                en: "The academic year into which a stay is extended must be later than the receiving one"),
            FieldRule(
                Self.condition, zh: "填写协议条件序号时须同时填写协议",
                en: "The number of a condition needs the agreement that it is in"),
            FieldRule(
                Self.receivingAcademicYear, zh: "学年应写作 2025/2026", en: "An academic year is written 2025/2026"),
            FieldRule(
                Self.term, zh: "学期不能大于每学年学期数", en: "The term cannot be a later one than the year has terms"),
        ],
    )

    /// What a reference to a mobility is made of.
    public static let reference = Reference(service: "mobility", resource: "mobility", collection: "mobilities")
}
