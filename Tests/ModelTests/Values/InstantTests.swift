import Model
import Testing

@Suite("Instants")
struct InstantTests {
    @Test(
        "RFC 3339 and PostgreSQL text name the same instant",
        arguments: [
            "2026-11-21T02:45:42.123456Z", "2026-11-21 02:45:42.123456+00", "2026-11-21T10:45:42.123456+08:00",
            "2026-11-21 08:15:42.123456+05:30", "2026-11-20 23:15:27.123456-03:30:15", "2026-11-21t02:45:42.123456789z",
            "2026-11-20 22:45:42.123456-04",
        ])
    func forms(text: String) {
        #expect(Instant(text)?.description == "2026-11-21T02:45:42.123456Z")
    }

    @Test("Fractions are written with six digits or not at all")
    func fractions() {
        #expect(Instant("2026-11-21T00:00:00.5Z")?.description == "2026-11-21T00:00:00.500000Z")
        #expect(Instant("2026-11-21 00:00:00.000001+00")?.description == "2026-11-21T00:00:00.000001Z")
        #expect(Instant("2026-11-21T00:00:00.000Z")?.description == "2026-11-21T00:00:00Z")
        #expect(Instant(microseconds: -1).description == "1969-12-31T23:59:59.999999Z")
        #expect(Instant("2016-12-31T23:59:60Z")?.description == "2017-01-01T00:00:00Z")
        #expect(Instant(microseconds: 0).text(utcOffsetSeconds: 28_800) == "1970-01-01T08:00:00+08:00")
        #expect(Instant(microseconds: 0).text(utcOffsetSeconds: -12_600) == "1969-12-31T20:30:00-03:30")
    }

    @Test(
        "What is no instant is refused",
        arguments: [
            "infinity", "-infinity", "2026-11-21", "2026-11-21T02:45:42", "2026-11-21T24:00:00Z",
            "2026-11-21T02:60:00Z",
            "2026-11-21T02:45:61Z", "2026-11-21T02:45:42.Z", "2026-02-30T00:00:00Z", "2026-11-21 02:45:42+0",
            "2026-11-21T02:45:42Zx", "0044-03-15 00:00:00+00 BC", "2026-11-21T02:45:42+08:0", "",
        ])
    func refused(text: String) {
        #expect(Instant(text) == nil)
    }

    @Test("An instant is read back from its text, in any zone")
    func roundTrip() throws {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<2000 {
            let instant = Instant(
                microseconds: Int64.random(in: -60_000_000_000_000_000...250_000_000_000_000_000, using: &random))
            #expect(Instant(instant.description) == instant)
            let offset = Int.random(in: -14 * 60...14 * 60, using: &random) * 60
            #expect(Instant(instant.text(utcOffsetSeconds: offset)) == instant)
        }
    }

    @Test("Durations add up and stop at the ends")
    func arithmetic() throws {
        let start = try #require(Instant("2026-11-21T00:00:00Z"))
        #expect(start.adding(.seconds(90) + .microseconds(5)).description == "2026-11-21T00:01:30.000005Z")
        #expect(start.duration(to: start.adding(.milliseconds(-1500))) == .milliseconds(-1500))
        #expect(start.adding(.seconds(Int64.max)).microseconds == .max)
        let date = try #require(CalendarDate("2026-11-21"))
        #expect(Instant(startOf: date, utcOffsetSeconds: 28_800).description == "2026-11-20T16:00:00Z")
        #expect(Instant.now > start.adding(.seconds(-365 * 86_400)))
    }
}
