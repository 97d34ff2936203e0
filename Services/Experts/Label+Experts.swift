import Model

extension Label {
    static let dateExpected = Label(
        zh: "应为真实存在的日期，格式 YYYY-MM-DD", en: "Must be a date that exists, written YYYY-MM-DD")
    static let bornLongAgo = Label(zh: "不能早于 1900-01-01", en: "Must not lie before 1900-01-01")
    static func namesake(_ name: Label) -> Label {
        Label(
            zh: "与 \(name.zh) 同名同国籍，可能是同一人",
            en: "Same name and nationality as \(name.en); may be the same person")
    }
    static let onlyProposalsGo = Label(
        zh: "只有未批准或已撤回的聘任可以删除", en: "Only proposals, rejected and withdrawn ones can be deleted")
    static let bothEnds = Label(zh: "聘期须有起止日期", en: "A term has a beginning and an end")
    static func tooShort(_ days: Int) -> Label {
        Label(zh: "聘期 \(days) 天，不足 90 天，应为短期", en: "A term of \(days) days is short-term: less than 90")
    }
    static func tooLong(_ days: Int) -> Label {
        Label(zh: "聘期 \(days) 天，达到 90 天，应为长期", en: "A term of \(days) days is long-term: 90 or more")
    }
    static func overlaps(_ name: Label) -> Label {
        Label(
            zh: "与同一专家的长期聘任（\(name.zh)）时间重叠",
            en: "Overlaps a long-term engagement of the same expert: \(name.en)")
    }
    static let fixedBySigning = Label(
        zh: "已签入合同，不能更改；请终止后另签", en: "Stands in the contract; terminate it and sign another")
    static let noticeFirst = Label(zh: "须先取得工作许可通知", en: "The notice of the work permit comes first")
    static let visaFirst = Label(zh: "须先取得签证", en: "The visa comes first")
    static let arrivalFirst = Label(zh: "须先登记抵达；线上聘任除外", en: "Record the arrival first, unless the work is online")
    static let permitsFirst = Label(
        zh: "停留超过 90 天的外国专家须先取得工作许可和居留许可",
        en: "A foreign expert who stays more than 90 days needs a work permit and a residence permit first")
    static let laterPermits = Label(zh: "延期后的有效期应晚于原有效期", en: "The new date must be later than the present one")
    static func permitsTooShort(_ until: CalendarDate, _ last: CalendarDate) -> Label {
        Label(
            zh: "许可有效期至 \(until)，须覆盖整个聘期（至 \(last)）",
            en: "The permits end on \(until) but must cover the whole term, to \(last)")
    }
    static let papersTooShort = Label(
        zh: "专家的证件不能覆盖整个聘期", en: "The expert's papers do not cover the whole term")
    static func passportTooShort(_ expires: CalendarDate, _ last: CalendarDate) -> Label {
        Label(
            zh: "护照有效期至 \(expires)，早于聘期结束（\(last)）",
            en: "The passport ends on \(expires), before the term does (\(last))")
    }
    static func outsideTerm(_ term: Period) -> Label {
        Label(zh: "不在聘期（\(term.label(.zh))）内", en: "Not within the term (\(term.label(.en)))")
    }
    static let recordedByStep = Label(
        zh: "已由办理步骤登记，可以更正，不能清空", en: "A step has recorded it: it can be put right but not taken away")
    static let beforeStart = Label(zh: "应晚于到岗日期", en: "Must be after the start")
    static let notTheSameExpert = Label(zh: "没有这个聘任，或不是同一位专家的", en: "No such engagement of the same expert")
    static let renewalFailed = Label(zh: "续聘未获批准或已撤回", en: "That engagement was rejected or withdrawn")
    static let renewalOverlaps = Label(zh: "续聘应在本聘期结束时或之后开始", en: "It must begin when this term ends, or later")
    static func notEarly(_ end: CalendarDate) -> Label {
        Label(zh: "聘期至 \(end) 已满，应为“期满结束”", en: "The term is over on \(end): end it instead")
    }
    static func isEarly(_ end: CalendarDate) -> Label {
        Label(zh: "早于聘期结束（\(end)），应为“提前终止”", en: "Before the end of the term (\(end)): terminate it instead")
    }
}
