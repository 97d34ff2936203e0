/// A period under the name by which a plan or a report speaks of it.
public struct ReportingPeriod: Sendable, Hashable {
    /// What the name stands for.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// One calendar year.
        case calendarYear = "calendar_year"
        /// One academic year.
        case academicYear = "academic_year"
        /// A Five-Year Plan.
        case fiveYearPlan = "five_year_plan"
        /// The last whole years (近三年).
        case recentYears = "recent_years"
        /// Everything since a date, such as a party congress.
        case since
        /// Any other.
        case custom
    }

    /// What the name stands for.
    public let kind: Kind
    /// The days.
    public let period: Period
    /// The name.
    public let label: LocalizedText

    /// Names a period; without a name it is labelled by its days.
    public init(kind: Kind, period: Period, label: LocalizedText? = nil) {
        self.kind = kind
        self.period = period
        self.label = label ?? LocalizedText(always: period.label(.zh), period.label(.en))
    }
}

extension LocalizedText {
    /// Takes two texts that are known not to be empty.
    init(always zh: String, _ en: String) {
        self.zh = zh
        self.en = en
    }
}
