import Model

/// Days of the example office.
enum DemoDay {
    /// The opening of the congress since when the office counts its new agreements: the 19th National Congress.
    ///
    /// The text that the example follows is a machine translation and speaks of the "13th Party Congress". The 18th
    /// National Congress opened on 2012-11-08, the 19th on 2017-10-18, and a congress of the university itself may be
    /// meant. The office signs nothing new between 2012-11-15 and 2017-10-18, so that its figures are the same whichever
    /// of these days is chosen.
    static let congress = Self.day(2017, 10, 18)
    /// The day of which the text tells.
    static let report = Self.day(2022, 7, 28)
    /// When the office began to use the program and took its older papers over.
    static let takeover = Self.day(2012, 10, 15)

    static func day(_ year: Int, _ month: Int, _ day: Int) -> CalendarDate {
        guard let date = CalendarDate(year: year, month: month, day: day) else {
            preconditionFailure("\(year)-\(month)-\(day) does not exist")
        }
        return date
    }

    static func period(_ from: CalendarDate, _ to: CalendarDate) -> Period {
        guard let period = Period(from: from, to: to) else { preconditionFailure("a period ends after it begins") }
        return period
    }
}

extension CalendarDate {
    func after(_ days: Int) -> CalendarDate { self.adding(days: days) ?? self }
    func years(_ years: Int) -> CalendarDate { self.adding(years: years) ?? self }

    /// The day itself, or the Monday after it: offices sign on working days.
    var working: CalendarDate {
        switch self.weekday {
        case .saturday: self.after(2)
        case .sunday: self.after(1)
        default: self
        }
    }
}

extension Int {
    /// With zeros before it.
    func padded(_ width: Int) -> String {
        let digits = String(self)
        return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
    }

    /// Whether this one of `total` is among `chosen` of them, spread evenly.
    func isAmong(_ chosen: Int, of total: Int) -> Bool {
        (self + 1) * chosen / total > self * chosen / total
    }
}
