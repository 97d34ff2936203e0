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
    func run(_ change: inout Change) async throws {
        let excepted = change.after[Mobility.exception] != nil
        guard let id = change.after[Mobility.agreement] else {
            if change.after[Mobility.condition] != nil {
                throw ValidationError(Nomination.pointer(Mobility.agreement), .required, .conditionOfWhat)
            }
            if !excepted, Activities.needingAgreement.contains(change.after[Mobility.category] ?? "") {
                throw ValidationError(Nomination.pointer(Mobility.agreement), .required, .agreementNeeded)
            }
            return
        }
        let pointer = Nomination.pointer(Mobility.agreement)
        let agreement = try await MobilityService.agreements.require(id, at: pointer, on: self.connection)
        let places: [Nomination.Place]
        do {
            places = try await self.nomination(change).places(under: agreement)
        } catch let error as ValidationError {
            guard excepted else { throw error }
            return
        }
        try await self.lock(change)
        var full: Nomination.Place?
        for place in places {
            if let bound = place.peoplePerYear, try await self.taken(place.condition, change) >= bound {
                full = full ?? place
                continue
            }
            change.set(Mobility.condition, to: place.condition)
            return
        }
        guard let full else { return }
        guard excepted else { throw Self.overbooked(full, change) }
        change.set(Mobility.condition, to: full.condition)
    }

    /// Refuses a record that has been written when it is one too many.
    func refuseOverbooking(by change: Change) async throws {
        guard let id = change.after[Mobility.agreement], let condition = change.after[Mobility.condition],
            let agreement = try await MobilityService.agreements.record(id, on: self.connection),
            let terms = agreement[Agreement.conditions]?.first(where: { $0[Agreement.Condition.number] == condition }),
            let bound = terms[Agreement.Condition.peoplePerYear]
        else { return }
        if try await self.taken(condition, change) >= bound {
            throw Self.overbooked(Nomination.Place(condition: condition, peoplePerYear: bound), change)
        }
    }

    private func nomination(_ change: Change) async throws -> Nomination {
        let record = change.after
        let year = record[Mobility.receivingAcademicYear].flatMap { AcademicYear($0) }
        guard let year, let beginning = record[Mobility.planned]?.from else {
            throw ValidationError(Nomination.pointer(Mobility.receivingAcademicYear), .format, .academicYear)
        }
        var counterparts: Set<RecordID> = []
        if let counterpart = record[Mobility.counterpart] {
            counterparts = try await self.withThoseMergedInto(counterpart)
        }
        return Nomination(record, counterparts: counterparts, year: year, beginning: beginning)
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
    private func lock(_ change: Change) async throws {
        let agreement = change.after[Mobility.agreement]?.description ?? ""
        let key = "mobility.places/\(agreement)/\(change.after[Mobility.receivingAcademicYear] ?? "")"
        try await self.connection.execute("SELECT pg_advisory_xact_lock(hashtextextended(\(key), 0))")
    }

    /// How many others hold a place; who was rejected or cancelled holds none.
    private func taken(_ condition: Int64, _ change: Change) async throws -> Int64 {
        let agreement = change.after[Mobility.agreement]?.description ?? ""
        let year = change.after[Mobility.receivingAcademicYear] ?? ""
        let rows = try await self.connection.query(
            """
            SELECT count(*) FROM mobility.mobilities WHERE agreement = \(agreement)::uuid AND condition = \(condition) \
            AND receiving_academic_year = \(year) AND state <> 'cancelled' AND receiver_state <> 'rejected' \
            AND id <> \(change.id.description)::uuid
            """)
        return try rows.first?.decode(0) ?? 0
    }

    private static func overbooked(_ place: Nomination.Place, _ change: Change) -> ValidationError {
        let year = change.after[Mobility.receivingAcademicYear] ?? ""
        return ValidationError(
            Nomination.pointer(Mobility.condition), .business, .noPlaceLeft(place.peoplePerYear ?? 0, year: year))
    }
}
