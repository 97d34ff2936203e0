import Model
import ServiceKit

/// The receiving side's academic year, against which places are counted.
enum ReceivingYear {
    /// Settles the year of a nomination: as given, or the northern year in which the stay begins.
    ///
    /// A year in which the stay cannot begin is refused, because its places are somebody else's.
    static func settle(_ change: inout Change) throws(ValidationError) {
        let pointer = Nomination.pointer(Mobility.receivingAcademicYear)
        let beginning = change.after[Mobility.planned]?.from
        guard let text = change.after[Mobility.receivingAcademicYear] else {
            let year = beginning.flatMap { AcademicYear(containing: $0) }
            change.set(Mobility.receivingAcademicYear, to: year?.description)
            return
        }
        guard let year = AcademicYear(text) else { throw ValidationError(pointer, .format, .academicYear) }
        if let beginning, !year.mayContain(beginning: beginning) {
            throw ValidationError(pointer, .business, .beginsInAnotherYear(beginning, year))
        }
    }

    /// When the stay moves, its year moves along, as the receiver counts: by calendar years, or by years that begin in
    /// spring, which are known from being other than the northern ones.
    static func move(_ change: inout Change) {
        guard let year = change.after[Mobility.receivingAcademicYear].flatMap({ AcademicYear($0) }),
            let from = change.after[Mobility.planned]?.from
        else { return }
        let isNorthern = change.before?[Mobility.planned]?.from.flatMap { AcademicYear(containing: $0) } == year
        if !isNorthern, year.mayContain(beginning: from) { return }
        let moved =
            year.isCalendarYear
            ? AcademicYear(first: from.year, last: from.year) : AcademicYear(containing: from)
        change.set(Mobility.receivingAcademicYear, to: moved?.description)
    }

    /// The last year in which a stay takes a place when it lasts until this end, counted as the year of its beginning is.
    ///
    /// What reaches no more than a month into a year takes none in it: receivers' years begin on different days.
    static func reached(by end: CalendarDate, from beginning: CalendarDate, in year: AcademicYear) -> AcademicYear {
        guard let day = end.adding(days: -31), day > beginning else { return year }
        if year.isCalendarYear { return AcademicYear(first: day.year, last: day.year) ?? year }
        // A year that is not the northern one had begun by the beginning of the stay.
        let start = AcademicYear(containing: beginning) == year ? 9 : beginning.month
        return max(year, AcademicYear(containing: day, startMonth: start) ?? year)
    }
}

extension AcademicYear {
    /// The years after this one up to another.
    func following(upTo last: AcademicYear) -> [AcademicYear] {
        guard let next = self.next, next <= last else { return [] }
        return [next] + next.following(upTo: last)
    }
}
