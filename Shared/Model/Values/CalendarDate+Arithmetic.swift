extension CalendarDate {
    /// Days since 1970-01-01, negative before it.
    public var dayNumber: Int {
        // Years begin in March here, so that the leap day is the last of its year; eras are 400 years.
        let year = self.month <= 2 ? self.year - 1 : self.year
        let era = year / 400
        let yearOfEra = year - era * 400
        let monthFromMarch = (self.month + 9) % 12
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + self.day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// The day `dayNumber` days after 1970-01-01, or nil outside the years 1 to 9999.
    public init?(dayNumber: Int) {
        guard (Self.min.dayNumber...Self.max.dayNumber).contains(dayNumber) else { return nil }
        let shifted = dayNumber + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        self.init(year: year, month: month, day: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    /// The date `days` later (earlier when negative), or nil outside the calendar.
    public func adding(days: Int) -> CalendarDate? {
        let (number, overflow) = self.dayNumber.addingReportingOverflow(days)
        return overflow ? nil : CalendarDate(dayNumber: number)
    }

    /// The same day `months` later, or the last day of that month when it is shorter; nil outside the calendar.
    public func adding(months: Int) -> CalendarDate? {
        guard abs(months) <= 12 * 9999 else { return nil }
        let total = self.year * 12 + self.month - 1 + months
        guard total >= 12 else { return nil }
        let year = total / 12
        let month = total % 12 + 1
        return CalendarDate(year: year, month: month, day: Swift.min(self.day, Self.daysInMonth(month, ofYear: year)))
    }

    /// The same day `years` later (28 February for a leap day), or nil outside the calendar.
    public func adding(years: Int) -> CalendarDate? {
        guard abs(years) <= 9999 else { return nil }
        return self.adding(months: years * 12)
    }

    /// How many days later `other` is; negative when it is earlier.
    public func days(until other: CalendarDate) -> Int {
        other.dayNumber - self.dayNumber
    }

    /// The day of the week, ISO 8601.
    public var weekday: Weekday {
        // 1970-01-01 was a Thursday; the remainder is made positive for days before it.
        let index = ((self.dayNumber + 3) % 7 + 7) % 7
        return Weekday.allCases[index]
    }

    /// The day of the year, 1 to 366.
    public var dayOfYear: Int {
        (1..<self.month).reduce(self.day) { $0 + Self.daysInMonth($1, ofYear: self.year) }
    }

    /// The day at `instant` where clocks are `utcOffsetSeconds` ahead of UTC (China: 28800).
    public static func today(at instant: Instant, utcOffsetSeconds: Int) -> CalendarDate {
        let seconds = instant.microseconds.dividedDown(by: 1_000_000) + Int64(utcOffsetSeconds)
        let number = Int(seconds.dividedDown(by: 86_400))
        return CalendarDate(dayNumber: number) ?? (number < 0 ? .min : .max)
    }
}

extension Int64 {
    /// The quotient rounded towards negative infinity.
    func dividedDown(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = self.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
