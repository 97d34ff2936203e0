import Model
import Testing

@Suite("Periods and academic years")
struct PeriodTests {
    private func period(_ text: String) throws -> Period {
        try #require(Period(text))
    }

    @Test("The end is not one of the days")
    func halfOpen() throws {
        let year = try #require(Period.calendarYear(2024))
        #expect(year.contains(try #require(CalendarDate("2024-12-31"))))
        #expect(!year.contains(try #require(CalendarDate("2025-01-01"))))
        #expect(year.dayCount == 366)
        #expect(year.last?.description == "2024-12-31")
        #expect(Period(from: CalendarDate("2024-01-01"), to: CalendarDate("2024-01-01")) == nil)
        #expect(Period(from: CalendarDate("2024-01-02"), to: CalendarDate("2024-01-01")) == nil)
    }

    @Test("Two periods overlap exactly when they share a day")
    func overlaps() throws {
        var random = SeededGenerator(seed: 6)
        func anyPeriod() -> Period? {
            let from = Int.random(in: 0..<12, using: &random)
            let to = Int.random(in: 0..<12, using: &random)
            return Period(
                from: from == 0 ? nil : CalendarDate(dayNumber: from),
                to: to == 0 ? nil : CalendarDate(dayNumber: to),
            )
        }
        for _ in 0..<3000 {
            guard let first = anyPeriod(), let second = anyPeriod() else { continue }
            let days = (-2...14).compactMap(CalendarDate.init(dayNumber:))
            let shared = days.contains { first.contains($0) && second.contains($0) }
            #expect(first.overlaps(second) == shared)
            #expect(second.overlaps(first) == shared)
            let inside = days.allSatisfy { !second.contains($0) || first.contains($0) }
            #expect(first.contains(second) == inside)
        }
    }

    @Test(
        "A period is read back from its PostgreSQL text",
        arguments: [
            "[2024-01-01,2025-01-01)", "(,2025-01-01)", "[2024-01-01,)", "(,)",
        ])
    func text(text: String) throws {
        #expect(try self.period(text).description == text)
    }

    @Test(
        "Other ranges are refused",
        arguments: [
            "empty", "[2024-01-01,2024-12-31]", "(2024-01-01,2025-01-01)", "[2025-01-01,2024-01-01)", "[,)",
            "[2024-01-01)", "",
            "[2024-01-01,2025-01-01) ",
        ])
    func refusedText(text: String) {
        #expect(Period(text) == nil)
    }

    @Test("Periods are named as reports name them")
    func labels() throws {
        #expect(Period.calendarYear(2024)?.label(.zh) == "2024年")
        #expect(Period.fiveYearPlan(14)?.label(.zh) == "2021—2025年")
        #expect(Period.fiveYearPlan(14)?.label(.en) == "2021–2025")
        #expect(Period.fiveYearPlan(11)?.label(.en) == "2006–2010")
        #expect(Period.month(3, of: 2024)?.label(.zh) == "2024年3月")
        #expect(Period.month(12, of: 2024)?.label(.en) == "December 2024")
        #expect(try self.period("[2022-10-16,)").label(.zh) == "自2022年10月16日起")
        #expect(try self.period("(,2025-01-01)").label(.en) == "until 31 December 2024")
        #expect(try self.period("[2024-03-01,2024-07-11)").label(.zh) == "2024年3月1日至2024年7月10日")
        let recent = Period.recentYears(3, before: try #require(CalendarDate("2026-11-21")))
        #expect(recent?.label(.zh) == "2023—2025年")
        #expect(Period.always.label(.zh) == "不限时间")
        let named = ReportingPeriod(kind: .calendarYear, period: try #require(Period.calendarYear(2024)))
        #expect(named.label.preferred(.en) == "2024")
    }

    @Test("An academic year spans two calendar years, or falls into one")
    func academicYears() throws {
        let year = try #require(AcademicYear("2025/2026"))
        #expect(year.period().description == "[2025-09-01,2026-09-01)")
        #expect(year.next?.description == "2026/2027")
        #expect(year.label(.zh) == "2025—2026学年")
        #expect(AcademicYear("2026/2026")?.period().description == "[2026-01-01,2027-01-01)")
        #expect(AcademicYear(containing: try #require(CalendarDate("2026-08-31")))?.description == "2025/2026")
        #expect(AcademicYear(containing: try #require(CalendarDate("2026-09-01")))?.description == "2026/2027")
        for text in ["2025/2027", "2026/2025", "2025-2026", "2025/26", "25/26", "2025/2026 ", ""] {
            #expect(AcademicYear(text) == nil)
        }
    }
}
