/// Days from `from` until the day before `to`; either end may be open.
///
/// Never empty.
public struct Period: Sendable, Hashable {
    /// The first day, or nil when the period has no beginning.
    public let from: CalendarDate?
    /// The day after the last, or nil when the period has no end.
    public let to: CalendarDate?

    /// Makes the period, or nil when `to` is not after `from`.
    public init?(from: CalendarDate?, to: CalendarDate?) {
        if let from, let to, from >= to { return nil }
        self.from = from
        self.to = to
    }

    /// Makes the period from its first and its last day, both inside; nil when the last is before the first.
    public init?(first: CalendarDate, last: CalendarDate) {
        guard let to = last.adding(days: 1) else { return nil }
        self.init(from: first, to: to)
    }

    private init(unchecked from: CalendarDate?, _ to: CalendarDate?) {
        self.from = from
        self.to = to
    }

    /// All days.
    public static let always = Period(unchecked: nil, nil)

    /// The day on which the period ends, itself inside; nil when it has no end.
    public var last: CalendarDate? { self.to?.adding(days: -1) }

    /// The number of days, or nil when an end is open.
    public var dayCount: Int? {
        guard let from, let to else { return nil }
        return from.days(until: to)
    }

    /// Whether `date` is one of the days.
    public func contains(_ date: CalendarDate) -> Bool {
        if let from = self.from, date < from { return false }
        if let to = self.to, date >= to { return false }
        return true
    }

    /// Whether all days of `other` are days of this period.
    public func contains(_ other: Period) -> Bool {
        self.intersection(other) == other
    }

    /// Whether the two have a day in common.
    public func overlaps(_ other: Period) -> Bool {
        self.intersection(other) != nil
    }

    /// The days that both have, or nil when there are none.
    public func intersection(_ other: Period) -> Period? {
        let from = [self.from, other.from].compactMap(\.self).max()
        let to = [self.to, other.to].compactMap(\.self).min()
        return Period(from: from, to: to)
    }
}
