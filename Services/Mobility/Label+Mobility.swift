import Model

extension Label {
    static let unknownLength = Label(
        zh: "应为 short（短期）、mid（中期）或 long（长期）", en: "Must be short, mid or long")
    static let dateExpected = Label(
        zh: "应为真实存在的日期，格式 YYYY-MM-DD", en: "Must be a date that exists, written YYYY-MM-DD")
    static let bothEnds = Label(zh: "计划须有起止日期", en: "A plan has a beginning and an end")
    static let levelOfStudents = Label(zh: "学生交换须注明提名时层次", en: "Students are nominated at a level")
    static let academicYear = Label(
        zh: "学年应写作 2024/2025，按自然年的写作 2024/2024", en: "An academic year is written 2024/2025, or 2024/2024 in the south")
    static func beginsInAnotherYear(_ beginning: CalendarDate, _ year: AcademicYear) -> Label {
        year.isCalendarYear
            ? Label(
                zh: "计划自 \(beginning) 开始，不在 \(year) 学年（\(year.first) 年）内",
                en: "The stay begins on \(beginning), which does not lie in \(year), the calendar year")
            : Label(
                zh: "计划自 \(beginning) 开始，不在 \(year) 学年（\(year.first) 年 2 月至 \(year.last) 年 8 月之间）内",
                en: """
                    The stay begins on \(beginning), which cannot lie in \(year): from February \(year.first) at the earliest \
                    to August \(year.last) at the latest
                    """)
    }
    static let blockedInstitution = Label(
        zh: "与该机构已停止往来", en: "Nothing may be done with this institution: it is blocked")
    static let conditionOfWhat = Label(
        zh: "填写条件序号时须注明协议", en: "A condition is one of an agreement's; name the agreement")
    static let numberIsFixed = Label(
        zh: "学号或工号填写后不能更改；换人须另建记录", en: "The number cannot change: another person is another mobility")
    static let fixedWhenLive = Label(
        zh: "交流已开始，不能更改；请取消后另建记录", en: "Fixed once the stay has begun; cancel it and make another")
    static let fixedWhenClosed = Label(zh: "交流已结束，不能更改", en: "Fixed once the mobility is closed")
    static let extendOrShorten = Label(
        zh: "已开始的交流请用“延期”或“缩短”调整", en: "Extend or shorten a stay that has begun")
    static let onlyNominationsGo = Label(
        zh: "只有提名阶段的记录可以删除；已成行的请取消", en: "Only nominations can be deleted; cancel what has begun")
    static let receiverAnswered = Label(zh: "接收方已有答复", en: "The receiver has answered already")
    static let notRejected = Label(zh: "只有被拒绝的提名才需重新提交", en: "Only a rejected nomination is nominated again")
    static let notVerified = Label(zh: "接收方尚未确认", en: "The receiver has not verified the nomination")
    static func notBegun(_ first: CalendarDate) -> Label {
        Label(
            zh: "计划自 \(first) 开始；提前成行须填写出发日期",
            en: "It is planned from \(first) on; say when the person departed to go live before that day")
    }
    static func notMissed(_ first: CalendarDate) -> Label {
        Label(
            zh: "计划自 \(first) 开始，尚未到期；不再成行的请取消",
            en: "It is planned from \(first) on, so nobody has missed it yet; cancel it instead")
    }
    static func recordedAlready(_ day: CalendarDate) -> Label {
        Label(
            zh: "已登记为 \(day)；如需更正，请填写另一日期", en: "Recorded as \(day) already; give another day to correct it")
    }
    static func twiceAtOnce(_ other: Label) -> Label {
        Label(
            zh: "同一人在同一协议下还有时间重叠的交流：\(other.zh)",
            en: "The same person has another mobility under this agreement at the same time: \(other.en)")
    }
    static let departedFirst = Label(zh: "出发不能晚于实际开始日期", en: "Nobody departs after the stay has begun")
    static let actualFrom = Label(zh: "须填写实际开始日期", en: "Say when it began")
    static let actualTo = Label(zh: "须填写实际结束日期", en: "Say when it ended")
    static let onlyTheEnd = Label(zh: "只能调整结束日期", en: "Only the end may change")
    static let laterEnd = Label(zh: "延期后的结束日期应晚于原计划", en: "The new end must be later than the planned one")
    static let earlierEnd = Label(zh: "缩短后的结束日期应早于原计划", en: "The new end must be earlier than the planned one")
    static let returnIsAStep = Label(zh: "返回请用“登记返回”", en: "Record the return by its own step")
    static let noShowIsAStep = Label(zh: "未成行请用“登记未成行”", en: "Record a no-show by its own step")
    static let hasArrived = Label(zh: "已有实际日期，不是未成行", en: "There are actual dates, so it is no no-show")
    static func notRecognizable(_ outcome: String) -> Label {
        Label(
            zh: "“\(Mobility.outcomes.text(outcome, .zh))”不能认定，应取消",
            en: "\(Mobility.outcomes.text(outcome, .en)): cannot be recognized, only cancelled")
    }
    static func recognizeInstead(_ outcome: String) -> Label {
        Label(
            zh: "“\(Mobility.outcomes.text(outcome, .zh))”应认定，而不是取消",
            en: "\(Mobility.outcomes.text(outcome, .en)): to be recognized, not cancelled")
    }
}
