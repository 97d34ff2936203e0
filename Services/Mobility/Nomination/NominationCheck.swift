import Database
import Model
import ServiceKit

/// Holds a nomination against the agreement that it names, as far as this service has heard of it.
struct NominationCheck {
    private let context: RuleContext

    init(_ context: RuleContext) {
        self.context = context
    }

    private var connection: Connection { self.context.connection }

    /// Finds the counterpart institution, and takes from it what the nomination leaves out.
    func adoptCounterpart(_ change: inout Change) async throws {
        let pointer = Nomination.pointer(Mobility.counterpart)
        guard let named = change.after[Mobility.counterpart] else { return }
        var institution = try await MobilityService.institutions.require(named, at: pointer, on: self.connection)
        // An institution that was merged lives on in the one that took it over.
        for _ in 0..<8 {
            guard let successor = institution[Institution.mergedInto] else { break }
            institution = try await MobilityService.institutions.require(successor, at: pointer, on: self.connection)
        }
        guard institution.state != "blocked" else { throw ValidationError(pointer, .business, .blockedInstitution) }
        change.set(Mobility.counterpart, to: institution.id)
        if change.after[Mobility.country] == nil {
            change.set(Mobility.country, to: institution[Institution.country])
        }
    }

    /// Finds the condition under which the nomination may go, and a place under it.
    ///
    /// With a recorded exception nothing is refused; the nomination then takes a place of the condition that it names,
    /// or that would have provided for it.
    ///
    /// - Parameter yearIsNamed: whether somebody said the year; what the program took from the plan is written as the
    ///   condition writes its years.
    func run(_ change: inout Change, yearIsNamed: Bool = true) async throws {
        let record = change.after
        if record[Mobility.agreement] == nil, record[Mobility.condition] != nil {
            throw ValidationError(Nomination.pointer(Mobility.agreement), .required, .conditionOfWhat)
        }
        guard let year = record[Mobility.receivingAcademicYear].flatMap({ AcademicYear($0) }),
            let beginning = record[Mobility.planned]?.from
        else { throw ValidationError(Nomination.pointer(Mobility.receivingAcademicYear), .format, .academicYear) }
        let span = Nomination.Span(
            beginning: beginning, end: record[Mobility.planned]?.to, year: year, yearIsNamed: yearIsNamed)
        let place = try await self.place(
            for: change, over: span, isExcepted: record[Mobility.exception] != nil, in: { [$0.year] })
        guard let place else { return }
        change.set(Mobility.condition, to: place.condition)
        change.set(Mobility.receivingAcademicYear, to: place.year.description)
    }

    /// Holds what an extension adds to a stay against the agreement, as if it were nominated for that time, and takes a
    /// place in every academic year into which it reaches.
    ///
    /// The exception by which the person came is none for staying on: that needs one of its own.
    func extend(_ change: inout Change) async throws {
        let record = change.after
        guard let year = record[Mobility.receivingAcademicYear].flatMap({ AcademicYear($0) }),
            let planned = record[Mobility.planned], let from = planned.from, let end = planned.to,
            let beginning = change.before?[Mobility.planned]?.to
        else { return }
        let held = record[Mobility.extendedInto].flatMap { AcademicYear($0) } ?? year
        let reached = max(held, ReceivingYear.reached(by: end, from: from, in: year))
        let entered = held.following(upTo: reached)
        let span = Nomination.Span(beginning: beginning, end: end, year: reached, yearIsNamed: true)
        let place = try await self.place(
            for: change, over: span, isExcepted: change.changed.contains(Mobility.exception.name), in: { _ in entered })
        if let place { change.set(Mobility.condition, to: place.condition) }
        if reached > year { change.set(Mobility.extendedInto, to: reached.description) }
    }

    /// The condition that provides for a span of days, and a place under it in each of some years.
    ///
    /// - Returns: nil when nothing provides for it, which only an exception allows.
    private func place(
        for change: Change, over span: Nomination.Span, isExcepted: Bool, in years: (Nomination.Place) -> [AcademicYear],
    ) async throws -> Nomination.Place? {
        let pointer = Nomination.pointer(Mobility.agreement)
        guard let id = change.after[Mobility.agreement] else {
            if !isExcepted, Activities.needingAgreement.contains(change.after[Mobility.category] ?? "") {
                throw ValidationError(pointer, .required, .agreementNeeded)
            }
            return nil
        }
        let agreement = try await MobilityService.agreements.require(id, at: pointer, on: self.connection)
        let places: [Nomination.Place]
        do {
            places = try await self.nomination(change, over: span).places(under: agreement)
        } catch let error as ValidationError {
            guard isExcepted else { throw error }
            return nil
        }
        for year in Set(places.flatMap(years)).sorted() { try await self.lock(id, year) }
        var refusal: ValidationError?
        for place in places {
            let full = try await self.firstFull(years(place), of: place, change)
            guard let full else { return place }
            refusal = refusal ?? Self.overbooked(place.peoplePerYear ?? 0, full)
        }
        if let refusal, !isExcepted { throw refusal }
        return places.first
    }

    private func firstFull(
        _ years: [AcademicYear], of place: Nomination.Place, _ change: Change,
    ) async throws -> AcademicYear? {
        guard let bound = place.peoplePerYear else { return nil }
        for year in years where try await self.taken(place.condition, in: year, change) >= bound { return year }
        return nil
    }

    /// Refuses a record that has been written when it is one too many.
    func refuseOverbooking(by change: Change) async throws {
        guard let id = change.after[Mobility.agreement], let condition = change.after[Mobility.condition],
            let year = change.after[Mobility.receivingAcademicYear].flatMap({ AcademicYear($0) }),
            let agreement = try await MobilityService.agreements.record(id, on: self.connection),
            let terms = agreement[Agreement.conditions]?.first(where: { $0[Agreement.Condition.number] == condition }),
            let bound = terms[Agreement.Condition.peoplePerYear]
        else { return }
        if try await self.taken(condition, in: year, change) >= bound { throw Self.overbooked(bound, year) }
    }

    private func nomination(_ change: Change, over span: Nomination.Span) async throws -> Nomination {
        var counterparts: Set<RecordID> = []
        if let counterpart = change.after[Mobility.counterpart] {
            counterparts = try await self.withThoseMergedInto(counterpart)
        }
        return Nomination(change.after, counterparts: counterparts, over: span)
    }

    private func withThoseMergedInto(_ institution: RecordID) async throws -> Set<RecordID> {
        let table = MobilityService.institutions.table
        let rows = try await self.connection.query(
            """
            WITH RECURSIVE one (id) AS (SELECT \(institution.description)::uuid UNION \
            SELECT h.id FROM \(raw: table) h JOIN one ON h.record->>'mergedInto' = one.id::text) \
            SELECT id::text FROM one
            """)
        return Set(rows.compactMap { row in row.string(0).flatMap { RecordID($0) } })
    }

    /// Lets one nomination at a time count the places of an agreement in a year.
    ///
    /// The lock is a statement of its own: what is counted after it includes what was committed while it waited.
    private func lock(_ agreement: RecordID, _ year: AcademicYear) async throws {
        let key = "mobility.places/\(agreement)/\(year)"
        try await self.connection.execute("SELECT pg_advisory_xact_lock(hashtextextended(\(key), 0))")
    }

    /// How many others hold a place; who was rejected or cancelled holds none.
    private func taken(_ condition: Int64, in year: AcademicYear, _ change: Change) async throws -> Int64 {
        let agreement = change.after[Mobility.agreement]?.description ?? ""
        let rows = try await self.connection.query(
            """
            SELECT count(*) FROM mobility.mobilities WHERE agreement = \(agreement)::uuid AND condition = \(condition) \
            AND \(year.description) BETWEEN receiving_academic_year AND COALESCE(extended_into, receiving_academic_year) \
            AND state <> 'cancelled' AND receiver_state <> 'rejected' AND id <> \(change.id.description)::uuid
            """)
        return try rows.first?.decode(0) ?? 0
    }

    private static func overbooked(_ places: Int64, _ year: AcademicYear) -> ValidationError {
        ValidationError(
            Nomination.pointer(Mobility.condition), .business, .noPlaceLeft(places, year: year.description))
    }
}
