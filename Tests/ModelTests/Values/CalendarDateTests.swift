import Model
import Testing

@Suite("Calendar dates")
struct CalendarDateTests {
    @Test("Every day from 0001 to 9999 follows the one before, in every representation")
    func everyDay() throws {
        var number = CalendarDate.min.dayNumber
        var weekday = 0  // 0001-01-01 was a Monday in the proleptic calendar
        for year in 1...9999 {
            for month in 1...12 {
                for day in 1...CalendarDate.daysInMonth(month, ofYear: year) {
                    let date = CalendarDate(year: year, month: month, day: day)
                    let again = CalendarDate(dayNumber: number)
                    if date == nil || date?.dayNumber != number || again != date
                        || date?.weekday.rawValue != weekday + 1
                    {
                        Issue.record("\(year)-\(month)-\(day) is day \(number)")
                        return
                    }
                    number += 1
                    weekday = (weekday + 1) % 7
                }
            }
        }
        #expect(number - 1 == CalendarDate.max.dayNumber)
        #expect(CalendarDate(dayNumber: number) == nil)
        #expect(CalendarDate(dayNumber: CalendarDate.min.dayNumber - 1) == nil)
        #expect(CalendarDate("1970-01-01")?.dayNumber == 0)
    }

    @Test(
        "Only existing days in the exact form are dates",
        arguments: [
            "2026-02-29", "2100-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00",
            "2026-1-01",
            "0000-01-01", "10000-01-01", "2026/01/01", "20260101", " 2026-01-01", "2026-01-01 ", "", "2026-01-01T",
            "二〇二六",
            "2026-01-3a", "-026-01-01",
        ])
    func refused(text: String) {
        #expect(CalendarDate(text) == nil)
    }

    @Test("A date is read back from its text")
    func text() throws {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<2000 {
            let number = Int.random(in: CalendarDate.min.dayNumber...CalendarDate.max.dayNumber, using: &random)
            let date = try #require(CalendarDate(dayNumber: number))
            #expect(CalendarDate(date.description) == date)
        }
        #expect(CalendarDate("2024-02-29")?.description == "2024-02-29")
        #expect(CalendarDate.min.description == "0001-01-01")
        #expect(CalendarDate.max.description == "9999-12-31")
    }

    @Test("Order by date is order by text")
    func order() throws {
        var random = SeededGenerator(seed: 2)
        for _ in 0..<500 {
            let first = try #require(CalendarDate(dayNumber: Int.random(in: -100_000...100_000, using: &random)))
            let second = try #require(CalendarDate(dayNumber: Int.random(in: -100_000...100_000, using: &random)))
            #expect((first < second) == (first.description < second.description))
            #expect(first.adding(days: first.days(until: second)) == second)
        }
    }

    @Test("Months are added up to the end of the shorter month")
    func months() {
        #expect(CalendarDate("2024-01-31")?.adding(months: 1)?.description == "2024-02-29")
        #expect(CalendarDate("2023-01-31")?.adding(months: 1)?.description == "2023-02-28")
        #expect(CalendarDate("2024-02-29")?.adding(years: 1)?.description == "2025-02-28")
        #expect(CalendarDate("2024-01-15")?.adding(months: -13)?.description == "2022-12-15")
        #expect(CalendarDate.max.adding(months: 1) == nil)
        #expect(CalendarDate.min.adding(months: -1) == nil)
        #expect(CalendarDate.max.adding(days: .max) == nil)
        #expect(CalendarDate.min.adding(months: .min + 1) == nil)
        #expect(CalendarDate("2024-12-31")?.dayOfYear == 366)
    }

    @Test("Today in Chengdu is already tomorrow in UTC's evening")
    func today() throws {
        let evening = try #require(Instant("2026-11-21T16:30:00Z"))
        #expect(CalendarDate.today(at: evening, utcOffsetSeconds: 8 * 3600).description == "2026-11-22")
        #expect(CalendarDate.today(at: evening, utcOffsetSeconds: 0).description == "2026-11-21")
        let before = try #require(Instant("1969-12-31T23:59:59.999999Z"))
        #expect(CalendarDate.today(at: before, utcOffsetSeconds: 0).description == "1969-12-31")
        #expect(CalendarDate.today(at: Instant(microseconds: .max), utcOffsetSeconds: 0) == .max)
        #expect(CalendarDate("2026-11-21")?.text(.zh) == "2026年11月21日")
        #expect(CalendarDate("2026-11-21")?.text(.en) == "21 November 2026")
        #expect(CalendarDate("2026-11-21")?.weekday.text(.zh) == "星期六")
    }
}
