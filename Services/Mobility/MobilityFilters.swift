import Database
import Model
import ServiceKit

/// What is computed about mobilities in SQL.
enum MobilityFilters {
    static let all: [CustomFilter] = [
        Self.lengthClass, Self.overlapping("overlaps.from", Self.from), Self.overlapping("overlaps.to", Self.to),
    ]

    /// Up to 90 days, up to a year, longer: by the actual days when both ends are known, else by the plan.
    static let lengthClassExpression = """
        CASE WHEN \(Self.end) - \(Self.beginning) <= 90 THEN 'short' \
        WHEN \(Self.end) <= \(Self.beginning) + interval '1 year' THEN 'mid' ELSE 'long' END
        """

    private static let beginning = "CASE WHEN \(Self.isOver) THEN t.actual_from ELSE t.planned_from END"
    private static let end = "CASE WHEN \(Self.isOver) THEN t.actual_to ELSE t.planned_to END"
    private static let isOver = "num_nonnulls(t.actual_from, t.actual_to) = 2"

    private static let lengthClass = CustomFilter(
        Mobility.lengthClass.name, label: Mobility.lengthClass.spec.label
    ) { value, _ throws(ValidationError) in
        let codes = value.split(separator: ",").map(String.init)
        for code in codes where !Mobility.lengthClasses.contains(code) {
            throw ValidationError("/\(Mobility.lengthClass.name)", .code, .unknownLength)
        }
        return "\(raw: Self.lengthClassExpression) = ANY(\(codes))"
    }

    private static let from = Label(zh: "起始日期之后仍在进行", en: "Still going on after")
    private static let to = Label(zh: "截止日期之前已经开始", en: "Begun by")

    /// Stays that fall into a span of days at least in part; both bounds belong to the span.
    private static func overlapping(_ name: String, _ label: Label) -> CustomFilter {
        CustomFilter(name, label: label) { value, _ throws(ValidationError) in
            guard let date = CalendarDate(value) else {
                throw ValidationError("/\(name)", .date, .dateExpected)
            }
            return name.hasSuffix("from")
                ? "COALESCE(t.actual_to, t.planned_to) > \(date.description)::date"
                : "COALESCE(t.actual_from, t.planned_from) <= \(date.description)::date"
        }
    }
}
