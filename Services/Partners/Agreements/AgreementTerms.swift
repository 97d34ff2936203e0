import FoundationEssentials
import Model

/// What has to fit together inside one agreement, whoever the parties are.
enum AgreementTerms {
    static func check(_ record: Record) throws(ValidationError) {
        var issues: [Issue] = []
        let types = record[Agreement.types] ?? []
        if types.isEmpty { issues.append(Issue("/types", .required, .typeNeeded)) }
        if let primary = record[Agreement.primaryType], !types.isEmpty, !types.contains(primary) {
            issues.append(Issue("/primaryType", .business, .primaryAmongTypes))
        } else if record[Agreement.primaryType] == nil {
            issues.append(Issue("/primaryType", .required, .primaryNeeded))
        }
        if let language = record[Agreement.authoritativeLanguage],
            !(record[Agreement.languages] ?? []).contains(language)
        {
            issues.append(Issue("/authoritativeLanguage", .business, .languageAmongLanguages))
        }
        if (record[Agreement.terminationNotice] == nil) != (record[Agreement.terminationNoticeUnit] == nil) {
            issues.append(Issue("/terminationNoticeUnit", .business, .noticeNeedsUnit))
        }
        if record[Agreement.autoRenewMonths] != nil, record[Agreement.effective]?.to == nil {
            issues.append(Issue("/autoRenewMonths", .business, .renewalNeedsEnd))
        }
        if record[Agreement.autoRenewNoticeDays] != nil, record[Agreement.autoRenewMonths] == nil {
            issues.append(Issue("/autoRenewNoticeDays", .business, .noticeNeedsRenewal))
        }
        if record[Agreement.origin] != "new", record[Agreement.renewedFrom] == nil {
            issues.append(Issue("/renewedFrom", .required, .renewalNeedsOriginal))
        } else if record[Agreement.origin] == "new", record[Agreement.renewedFrom] != nil {
            issues.append(Issue("/origin", .business, .newFollowsNothing))
        }
        issues += Self.conditionIssues(record)
        guard issues.isEmpty else { throw ValidationError(issues) }
    }

    private static func conditionIssues(_ record: Record) -> [Issue] {
        let numbers = Set((record[Agreement.parties] ?? []).compactMap { $0[Agreement.Party.number] })
        var issues: [Issue] = []
        for (index, condition) in (record[Agreement.conditions] ?? []).enumerated() {
            let path = "/conditions/\(index)"
            let sending = condition[Agreement.Condition.sendingParty]
            let receiving = condition[Agreement.Condition.receivingParty]
            for (name, number) in [("sendingParty", sending), ("receivingParty", receiving)] {
                if let number, !numbers.contains(number) {
                    issues.append(Issue("\(path)/\(name)", .reference, .noParty(number)))
                }
            }
            if sending == receiving { issues.append(Issue("\(path)/receivingParty", .business, .otherParty)) }
            issues += Self.yearIssues(condition, at: path)
            if condition[Agreement.Condition.peoplePerYear] == nil,
                condition[Agreement.Condition.totalMonthsPerYear] == nil,
                condition[Agreement.Condition.totalDaysPerYear] == nil
            {
                issues.append(Issue("\(path)/peoplePerYear", .required, .sizeNeeded))
            }
        }
        return issues
    }

    private static func yearIssues(_ condition: Record, at path: String) -> [Issue] {
        var issues: [Issue] = []
        var years: [AcademicYear] = []
        for field in [Agreement.Condition.firstAcademicYear, Agreement.Condition.lastAcademicYear] {
            guard let text = condition[field] else { continue }
            if let year = AcademicYear(text) {
                years.append(year)
            } else {
                issues.append(Issue("\(path)/\(field.name)", .format, .academicYear))
            }
        }
        if years.count == 2, years[1] < years[0] {
            issues.append(Issue("\(path)/lastAcademicYear", .period, .lastYearFirst))
        }
        return issues
    }
}

extension Label {
    static let typeNeeded = Label(zh: "至少选择一种协议类型", en: "At least one type is needed")
    static let primaryNeeded = Label(zh: "有多种类型时须指明主要类型", en: "With several types the primary one must be given")
    static let primaryAmongTypes = Label(zh: "主要类型须在协议类型之中", en: "The primary type must be one of the types")
    static let languageAmongLanguages = Label(zh: "作准语言须在文本语言之中", en: "Must be one of the languages")
    static let noticeNeedsUnit = Label(zh: "通知期与单位须一并填写", en: "A period of notice and its unit go together")
    static let renewalNeedsEnd = Label(zh: "自动续期须有有效期截止日", en: "Only a period with an end can renew itself")
    static let noticeNeedsRenewal = Label(zh: "仅自动续期的协议有此通知期", en: "Only goes with automatic renewal")
    static let renewalNeedsOriginal = Label(zh: "续签或替换须指明原协议", en: "A renewal or replacement names what it follows")
    static let newFollowsNothing = Label(zh: "新签协议不应指明原协议", en: "A new agreement follows no other one")
    static let otherParty = Label(zh: "派出方与接收方不能相同", en: "Must be another party than the sending one")
    static let sizeNeeded = Label(zh: "须填写人数、月数或天数", en: "People, months or days a year are needed")
    static let academicYear = Label(zh: "应为学年，如 2025/2026", en: "An academic year like 2025/2026")
    static let lastYearFirst = Label(zh: "不能早于起始学年", en: "Must not lie before the first academic year")
    static func noParty(_ number: Int64) -> Label {
        Label(zh: "没有序号为 \(number) 的签约方", en: "There is no party number \(number)")
    }
}
