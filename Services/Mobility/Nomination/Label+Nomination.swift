import Model

extension Label {
    static let noConditions = Label(
        zh: "该协议没有约定合作条件；如确需派出，请填写“超出协议的说明”",
        en: "The agreement sets no conditions; give an exception if the person shall go all the same")
    static let agreementNeeded = Label(
        zh: "交换和联合培养须注明所依据的协议，或填写“超出协议的说明”",
        en: "Exchanges and joint programmes need an agreement, or an exception")
    static func noSuchCondition(_ number: Int64, _ numbers: [Int64]) -> Label {
        let known = Label.list(numbers.map { Label(zh: "\($0)", en: "\($0)") })
        return numbers.isEmpty
            ? .noConditions
            : Label(
                zh: "该协议没有序号为 \(number) 的条件，现有：\(known.zh)",
                en: "The agreement has no condition \(number); there are \(known.en)")
    }
    static func agreementNotInForce(_ state: Label?) -> Label {
        Label(
            zh: "该协议未生效（当前状态：\(state?.zh ?? "未知")）",
            en: "The agreement is not in force (it is: \(state?.en.lowercased() ?? "unknown"))")
    }
    static func endsDuringStay(_ day: CalendarDate) -> Label {
        Label(
            zh: "协议自 \(day) 起不再有效，交流须在此前结束", en: "The agreement ends on \(day), so the stay has to be over by then")
    }
    static func outsideAgreement(_ effective: Period) -> Label {
        Label(
            zh: "交流开始时协议不在有效期内（\(effective.label(.zh))）",
            en: "The agreement does not cover the beginning of the stay (\(effective.label(.en)))")
    }
    static func otherActivity(_ activity: String) -> Label {
        Label(
            zh: "协议条件约定的活动是“\(Agreement.activities.text(activity, .zh))”，与项目类别不符",
            en: "The condition is for \(Agreement.activities.text(activity, .en).lowercased())")
    }
    static let otherParties = Label(
        zh: "协议条件约定的派出方和接收方与本次交流不符", en: "The condition is between other parties or in the other direction")
    static func otherYears(_ first: AcademicYear?, _ last: AcademicYear?) -> Label {
        let (from, to) = (first?.description ?? "", last?.description ?? "")
        return Label(zh: "协议条件适用的学年为 \(from) 至 \(to)", en: "The condition holds from \(from) to \(to)")
    }
    static func otherCalendar(_ first: AcademicYear) -> Label {
        Label(
            zh: "该协议条件的学年写作 \(first)，请按同样方式填写", en: "The condition counts its years like \(first); write the year so")
    }
    static func otherLevels(_ levels: [String]) -> Label {
        let list = { (language: DisplayLanguage) in
            levels.map { CodeLists.eqfLevels.text($0, language) }.joined(separator: language == .zh ? "、" : ", ")
        }
        return Label(zh: "协议条件只适用于：\(list(.zh))", en: "The condition is only for: \(list(.en))")
    }
    static func otherFields(_ fields: [String]) -> Label {
        let list = { (language: DisplayLanguage) in
            fields.prefix(5).map { CodeLists.iscedFields.text($0, language) }
                .joined(separator: language == .zh ? "、" : ", ")
        }
        return Label(zh: "协议条件只适用于学科：\(list(.zh))", en: "The condition is only for these fields: \(list(.en))")
    }
    static func noPlaceLeft(_ places: Int64, year: String) -> Label {
        Label(
            zh: "\(year) 学年的 \(places) 个名额已满；如确需超额，请填写“超出协议的说明”",
            en: "All \(places) places of \(year) are taken; give an exception if the person shall go all the same")
    }
}
