import Database
import Model
import ServiceKit

/// Filters of engagements that do not follow from one field.
enum EngagementFilters {
    static let all: [CustomFilter] = [
        Self.overlapping("overlaps.from", Self.from), Self.overlapping("overlaps.to", Self.to),
    ]

    private static let from = Label(zh: "起始日期之后仍在聘", en: "Not over before")
    private static let to = Label(zh: "截止日期之前已开始", en: "Begun by")

    /// Terms that fall into a span of days at least in part, as they were meant or as they ended; both bounds belong to
    /// the span.
    private static func overlapping(_ name: String, _ label: Label) -> CustomFilter {
        CustomFilter(name, label: label) { value, _ throws(ValidationError) in
            guard let date = CalendarDate(value) else { throw ValidationError("/\(name)", .date, .dateExpected) }
            return name.hasSuffix("from")
                ? "COALESCE(t.ended_on, t.term_to) > \(date.description)::date"
                : "COALESCE(t.started_on, t.term_from) <= \(date.description)::date"
        }
    }
}
