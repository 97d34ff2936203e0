/// The clock on the office's wall: eight hours ahead of UTC, in all of China and, since 1992, all the year round.
///
/// It is no setting. By it days begin and end for records, figures, events that come with a date, filters and pages, in Swift
/// and in SQL; with a clock for each process, an agreement could be in force in one and over in the other.
public enum ChinaStandardTime {
    /// How far ahead of UTC, in seconds.
    public static let utcOffsetSeconds = 8 * 3600
    /// The same as ISO 8601 writes it after a time.
    public static let utcOffset = "+08:00"

    /// The date at a moment.
    public static func date(at instant: Instant) -> CalendarDate {
        CalendarDate.today(at: instant, utcOffsetSeconds: Self.utcOffsetSeconds)
    }

    /// The moment at which a day begins.
    public static func start(of date: CalendarDate) -> Instant {
        Instant(startOf: date, utcOffsetSeconds: Self.utcOffsetSeconds)
    }
}
