extension Period {
    /// 1 January to 31 December; nil outside the years 1 to 9998.
    public static func calendarYear(_ year: Int) -> Period? {
        guard let from = CalendarDate(year: year, month: 1, day: 1),
            let to = CalendarDate(year: year + 1, month: 1, day: 1)
        else { return nil }
        return Period(from: from, to: to)
    }

    /// A whole month; nil when there is no such month.
    public static func month(_ month: Int, of year: Int) -> Period? {
        guard let from = CalendarDate(year: year, month: month, day: 1) else { return nil }
        return Period(from: from, to: from.adding(months: 1))
    }

    /// A Five-Year Plan of China: the 14th is 2021 to 2025.
    ///
    /// Plans follow one another without a gap since the third (1966); nil before it.
    public static func fiveYearPlan(_ number: Int) -> Period? {
        guard (3...1000).contains(number) else { return nil }
        let start = 1966 + (number - 3) * 5
        return Period(
            from: CalendarDate(year: start, month: 1, day: 1),
            to: CalendarDate(year: start + 5, month: 1, day: 1),
        )
    }

    /// The `count` whole calendar years before the year of `date`, as 近三年 is reported; nil when there are none.
    public static func recentYears(_ count: Int, before date: CalendarDate) -> Period? {
        guard count > 0,
            let from = CalendarDate(year: date.year - count, month: 1, day: 1),
            let to = CalendarDate(year: date.year, month: 1, day: 1)
        else { return nil }
        return Period(from: from, to: to)
    }
}

extension Period {
    /// The period in words: `2024年`, `2021—2025年`, `2024年3月`, `自2022年10月16日起`, or its first and last day.
    public func label(_ language: DisplayLanguage) -> String {
        switch (self.from, self.last) {
        case (nil, nil): language == .zh ? "不限时间" : "at any time"
        case (let from?, nil):
            language == .zh ? "自\(from.text(.zh))起" : "since \(from.text(.en))"
        case (nil, let last?):
            language == .zh ? "至\(last.text(.zh))止" : "until \(last.text(.en))"
        case (let from?, let last?):
            Self.label(from, last, language)
        }
    }

    private static func label(_ from: CalendarDate, _ last: CalendarDate, _ language: DisplayLanguage) -> String {
        if from == last { return from.text(language) }
        let wholeMonths = from.day == 1 && last.day == CalendarDate.daysInMonth(last.month, ofYear: last.year)
        if wholeMonths, from.month == 1, last.month == 12 {
            let years = from.year == last.year ? "\(from.year)" : "\(from.year)\(self.dash(language))\(last.year)"
            return language == .zh ? "\(years)年" : years
        }
        if wholeMonths, from.year == last.year, from.month == last.month {
            let english = "\(CalendarDate.englishMonth(from.month)) \(from.year)"
            return language == .zh ? "\(from.year)年\(from.month)月" : english
        }
        return language == .zh
            ? "\(from.text(.zh))至\(last.text(.zh))" : "\(from.text(.en)) to \(last.text(.en))"
    }

    private static func dash(_ language: DisplayLanguage) -> String {
        language == .zh ? "\u{2014}" : "\u{2013}"
    }
}
