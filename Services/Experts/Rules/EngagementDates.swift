import Model
import ServiceKit

/// What has happened lies in the past, and in the order in which it can happen.
enum EngagementDates {
    private static let past = [
        Engagement.contractSignedOn, Engagement.permitNoticeOn, Engagement.visaIssuedOn, Engagement.arrivedOn,
        Engagement.startedOn, Engagement.permitsCancelledOn,
    ]

    private typealias Order = (earlier: Field<CalendarDate>, later: Field<CalendarDate>)

    /// What cannot be otherwise: the notice is applied for with the contract, the visa with the notice, and people enter
    /// the country on the visa, to begin after that and to end after having begun.
    private static let needed: [Order] = [
        (Engagement.contractSignedOn, Engagement.permitNoticeOn), (Engagement.permitNoticeOn, Engagement.visaIssuedOn),
        (Engagement.visaIssuedOn, Engagement.arrivedOn), (Engagement.arrivedOn, Engagement.endedOn),
        (Engagement.arrivedOn, Engagement.permitsCancelledOn),
    ]

    /// What is odd, but may be: somebody who is here already is engaged, the paper is late, permits end before the work.
    private static let usual: [Order] = [
        (Engagement.contractSignedOn, Engagement.arrivedOn), (Engagement.contractSignedOn, Engagement.startedOn),
        (Engagement.endedOn, Engagement.permitsCancelledOn),
    ]

    static func check(_ change: Change) throws(ValidationError) {
        for field in Self.past where change.changed.contains(field.name) { try change.requirePast(field) }
        var needed = Self.needed
        // Who teaches from afar may come for a visit in the middle.
        if change.after[Engagement.kind] != "online" { needed.append((Engagement.arrivedOn, Engagement.startedOn)) }
        var issues: [Issue] = []
        for order in needed {
            guard let earlier = change.after[order.earlier], let later = change.after[order.later], later < earlier
            else {
                continue
            }
            if change.changed.contains(order.later.name) {
                issues.append(Issue("/\(order.later.name)", .business, .before(order.earlier.spec.label, earlier)))
            } else if change.changed.contains(order.earlier.name) {
                issues.append(Issue("/\(order.earlier.name)", .business, .after(order.later.spec.label, later)))
            }
        }
        guard issues.isEmpty else { throw ValidationError(issues) }
    }

    /// What is worth a second look.
    static func doubts(_ record: Record) -> [Issue] {
        Self.usual.compactMap { order in
            guard let earlier = record[order.earlier], let later = record[order.later], later < earlier else {
                return nil
            }
            return Issue("/\(order.later.name)", .business, .unusuallyBefore(order.earlier.spec.label, earlier))
        }
    }
}

extension Label {
    fileprivate static func before(_ field: Label, _ day: CalendarDate) -> Label {
        Label(zh: "不能早于“\(field.zh)”（\(day)）", en: "Must not lie before “\(field.en)”, \(day)")
    }
    fileprivate static func after(_ field: Label, _ day: CalendarDate) -> Label {
        Label(zh: "不能晚于“\(field.zh)”（\(day)）", en: "Must not lie after “\(field.en)”, \(day)")
    }
    fileprivate static func unusuallyBefore(_ field: Label, _ day: CalendarDate) -> Label {
        Label(zh: "早于“\(field.zh)”（\(day)），请核对", en: "Lies before “\(field.en)”, \(day); please check")
    }
}
