/// An academic year as `2025/2026`, or `2026/2026` where it falls into one calendar year (southern hemisphere).
public struct AcademicYear: Sendable, Hashable {
    /// The calendar year in which it begins.
    public let first: Int
    /// The calendar year in which it ends: the same or the next.
    public let last: Int

    /// Makes the year, or nil when the two do not follow each other or lie outside 1 to 9998.
    public init?(first: Int, last: Int) {
        guard (1...9998).contains(first), (1...9998).contains(last), last == first || last == first + 1 else {
            return nil
        }
        self.first = first
        self.last = last
    }

    /// The year of a northern university that contains `date`, beginning on the first of `startMonth` (China: 9).
    public init?(containing date: CalendarDate, startMonth: Int = 9) {
        let first = date.month >= startMonth ? date.year : date.year - 1
        self.init(first: first, last: first + 1)
    }

    /// Whether it falls into one calendar year.
    public var isCalendarYear: Bool { self.first == self.last }

    /// The year after this one, or nil at the end of the calendar.
    public var next: AcademicYear? { AcademicYear(first: self.first + 1, last: self.last + 1) }

    /// The year before this one, or nil at the beginning of the calendar.
    public var previous: AcademicYear? { AcademicYear(first: self.first - 1, last: self.last - 1) }

    /// Whether a stay that begins on `date` may be counted in this year, wherever it leads.
    ///
    /// When a partner's year begins is not known. Those that fall into two calendar years begin between March, as in Korea,
    /// with people coming some weeks before, and autumn; a stay from September on belongs to the new one everywhere.
    public func mayContain(beginning date: CalendarDate) -> Bool {
        self.isCalendarYear
            ? date.year == self.first
            : (date.year == self.first && date.month >= 2) || (date.year == self.last && date.month < 9)
    }

    /// Its days: twelve months from the first of `startMonth`, or the calendar year when it falls into one.
    public func period(startMonth: Int = 9) -> Period {
        let month = self.isCalendarYear ? 1 : startMonth
        let from = CalendarDate(year: self.first, month: month, day: 1)
        return Period(from: from, to: from?.adding(years: 1)) ?? .always
    }

    /// `2025—2026学年`, `academic year 2025/2026`.
    public func label(_ language: DisplayLanguage) -> String {
        switch language {
        case .zh: self.isCalendarYear ? "\(self.first)学年" : "\(self.first)\u{2014}\(self.last)学年"
        case .en: "academic year \(self)"
        }
    }
}

extension AcademicYear: Comparable {
    /// Whether `lhs` begins earlier, or ends earlier when both begin in one year.
    public static func < (lhs: AcademicYear, rhs: AcademicYear) -> Bool {
        (lhs.first, lhs.last) < (rhs.first, rhs.last)
    }
}

extension AcademicYear: TextValue {
    /// Parses `YYYY/YYYY`.
    public init?(utf8: UnsafeRawBufferPointer) {
        var reader = DigitReader(utf8)
        guard let first = reader.number(digits: 4), reader.skip(UInt8(ascii: "/")),
            let last = reader.number(digits: 4), reader.isAtEnd
        else { return nil }
        self.init(first: first, last: last)
    }

    /// Appends `YYYY/YYYY`.
    public func write(into bytes: inout [UInt8]) {
        ASCII.append(self.first, width: 4, to: &bytes)
        bytes.append(UInt8(ascii: "/"))
        ASCII.append(self.last, width: 4, to: &bytes)
    }
}
