/// A day of the proleptic Gregorian calendar, 0001-01-01 to 9999-12-31, without time or zone.
public struct CalendarDate: Sendable, Hashable {
    /// Year, month and day in one number that sorts as the dates do.
    private let packed: UInt32

    private init(packed: UInt32) {
        self.packed = packed
    }

    /// The first day that can be expressed.
    public static let min = CalendarDate(packed: 1 << 9 | 1 << 5 | 1)
    /// The last day that can be expressed.
    public static let max = CalendarDate(packed: 9999 << 9 | 12 << 5 | 31)

    /// Makes the date, or nil when there is no such day.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month),
            day >= 1, day <= Self.daysInMonth(month, ofYear: year)
        else { return nil }
        self.packed = UInt32(year) << 9 | UInt32(month) << 5 | UInt32(day)
    }

    /// The year, 1 to 9999.
    public var year: Int { Int(self.packed >> 9) }
    /// The month, 1 to 12.
    public var month: Int { Int(self.packed >> 5 & 0xF) }
    /// The day of the month, from 1.
    public var day: Int { Int(self.packed & 0x1F) }

    /// Whether `year` has a 29 February.
    public static func isLeapYear(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }

    /// How many days `month` (1 to 12) has in `year`.
    public static func daysInMonth(_ month: Int, ofYear year: Int) -> Int {
        switch month {
        case 2: self.isLeapYear(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension CalendarDate: Comparable {
    /// Whether `lhs` is the earlier day.
    public static func < (lhs: CalendarDate, rhs: CalendarDate) -> Bool {
        lhs.packed < rhs.packed
    }
}

extension CalendarDate: TextValue {
    /// Parses `YYYY-MM-DD` (ISO 8601 extended form) of a day that exists.
    public init?(utf8: UnsafeRawBufferPointer) {
        var reader = DigitReader(utf8)
        guard utf8.count == 10, let date = reader.date() else { return nil }
        self = date
    }

    /// Appends `YYYY-MM-DD`.
    public func write(into bytes: inout [UInt8]) {
        ASCII.append(self.year, width: 4, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        ASCII.append(self.month, width: 2, to: &bytes)
        bytes.append(UInt8(ascii: "-"))
        ASCII.append(self.day, width: 2, to: &bytes)
    }
}
