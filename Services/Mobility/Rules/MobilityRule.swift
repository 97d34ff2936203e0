import Database
import Model
import ServiceKit

/// What is special about mobilities: who the person is, what the agreement provides for, what each step needs.
struct MobilityRule: ResourceRule {
    var transitionFields: [String] {
        [
            Mobility.departedOn.name, Mobility.actual.name, Mobility.outcome.name, Mobility.receiverReason.name,
            Mobility.cancelReason.name,
        ]
    }
    var correctableFields: Set<String> { Set(self.transitionFields) }
    var span: Field<Period>? { Mobility.planned }

    func check(_ change: inout Change) throws {
        if case .delete = change.kind { return }
        try MobilityDates.check(change)
    }

    func check(_ change: inout Change, in context: RuleContext) async throws {
        switch change.kind {
        case .create: try await self.checkNew(&change, in: context)
        case .update: try await self.checkEdit(&change, in: context)
        case .transition(let transition): try await self.checkStep(transition, &change, in: context)
        case .delete: try Self.checkDeletion(change)
        }
    }

    /// The places once more, after the record was written.
    ///
    /// An import looks at all its rows before it writes the first, so two rows may each have seen the last place free.
    func applied(_ change: Change, in context: RuleContext) async throws {
        guard case .create = change.kind, change.after[Mobility.exception] == nil else { return }
        try await NominationCheck(context).refuseOverbooking(by: change)
    }

    func warnings(about records: [Record], in context: RuleContext) async throws -> [[Issue]] {
        var warnings: [[Issue]] = []
        for record in records { warnings.append(try await self.sameTime(record, in: context)) }
        return warnings
    }

    /// One person can hardly be twice at once under the same agreement: a place may have been given away twice.
    private func sameTime(_ record: Record, in context: RuleContext) async throws -> [Issue] {
        let (planned, actual) = (record[Mobility.planned], record[Mobility.actual])
        guard record.state != "cancelled", record[Mobility.receiverState] != "rejected",
            let agreement = record[Mobility.agreement], let person = record[Mobility.personKey],
            let from = actual?.from ?? planned?.from, let to = actual?.to ?? planned?.to
        else { return [] }
        let others = try await context.store(Mobility.resource).records(
            where: """
                t.person_key = \(person) AND t.agreement = \(agreement.description)::uuid \
                AND t.state <> 'cancelled' AND t.receiver_state <> 'rejected' \
                AND COALESCE(t.actual_from, t.planned_from) < \(to.description)::date \
                AND COALESCE(t.actual_to, t.planned_to) > \(from.description)::date
                """,
            limit: 10, on: context.connection)
        return others.filter { $0.id != record.id }.map { other in
            let name = context.name(other.code ?? "", of: Mobility.resource, in: other.unit)
            return Issue("/\(Mobility.planned.name)", .business, .twiceAtOnce(name))
        }
    }

    // MARK: Create

    private func checkNew(_ change: inout Change, in context: RuleContext) async throws {
        change.verb = "nominated"
        change.set(Mobility.receiverState, to: "pending")
        try self.requireTransitionFieldsUntouched(by: change, of: Mobility.resource)
        try Self.requireTerms(change.after)
        try await NominationCheck(context).adoptCounterpart(&change)
        let yearIsNamed = change.after[Mobility.receivingAcademicYear] != nil
        try ReceivingYear.settle(&change)
        let key = try await PersonRegister(context.connection).key(of: change.after)
        change.set(Mobility.personKey, to: key)
        try await NominationCheck(context).run(&change, yearIsNamed: yearIsNamed)
    }

    // MARK: Edit

    private func checkEdit(_ change: inout Change, in context: RuleContext) async throws {
        guard let before = change.before else { return }
        try self.requireTransitionFieldsUntouched(by: change, of: Mobility.resource, in: context)
        try await Self.checkPerson(&change, before: before, in: context)
        let terms = Mobility.nominationTerms.map(\.spec.name).filter(change.changed.contains)
        switch before.state {
        case "nomination":
            if !terms.isEmpty {
                try await self.renominate(&change, in: context)
            } else if change.changed.contains(Mobility.exception.name) {
                try await NominationCheck(context).run(&change)
            }
        case "live":
            let fixed = terms.filter { $0 != Mobility.planned.name }
            try Self.refuse(fixed, .fixedWhenLive)
            if terms.contains(Mobility.planned.name) {
                throw ValidationError("/\(Mobility.planned.name)", .business, .extendOrShorten)
            }
            try Self.checkCorrection(change, of: before)
        default:
            let story = [
                Mobility.departedOn.name, Mobility.actual.name, Mobility.outcome.name, Mobility.eqfAtDeparture.name,
            ]
            try Self.refuse(terms + story.filter(change.changed.contains), .fixedWhenClosed)
        }
    }

    /// What the steps have told of a stay under way is put right, but no step is taken by it.
    private static func checkCorrection(_ change: Change, of before: Record) throws {
        if before[Mobility.actual]?.to == nil, change.after[Mobility.actual]?.to != nil {
            throw ValidationError("/\(Mobility.actual.name)/to", .readOnly, .returnIsAStep)
        }
        if change.changed.contains(Mobility.outcome.name) { try Self.refuseNoShow(change) }
    }

    /// A nomination whose terms change is judged anew, by us and by the receiver.
    func renominate(_ change: inout Change, in context: RuleContext) async throws {
        try Self.requireTerms(change.after)
        let planned = Mobility.planned.name
        if change.changed.contains(planned), !change.changed.contains(Mobility.receivingAcademicYear.name) {
            ReceivingYear.move(&change)
        }
        try ReceivingYear.settle(&change)
        // A condition that the program found for the old terms need not be the one for the new ones.
        if !change.changed.contains(Mobility.condition.name) { change.set(Mobility.condition, to: nil) }
        try await NominationCheck(context).run(&change)
        change.set(Mobility.receiverState, to: "pending")
        change.set(Mobility.receiverReason, to: nil)
    }

    private static func refuse(_ names: [String], _ message: Label) throws {
        guard !names.isEmpty else { return }
        throw ValidationError(names.map { Issue("/\($0)", .immutable, message) })
    }

    private static func checkPerson(_ change: inout Change, before: Record, in context: RuleContext) async throws {
        guard change.changed.contains(Mobility.personNumber.name) else { return }
        guard before[Mobility.personNumber] == nil else {
            throw ValidationError("/\(Mobility.personNumber.name)", .immutable, .numberIsFixed)
        }
        // The number was learnt only now: it may be somebody's who is already known under it.
        let key = try await PersonRegister(context.connection).key(of: change.after)
        change.set(Mobility.personKey, to: key)
    }

    private static func checkDeletion(_ change: Change) throws {
        guard let before = change.before, before.state != "nomination" else { return }
        throw ValidationError("", .business, .onlyNominationsGo)
    }

    // MARK: Terms

    private static func requireTerms(_ record: Record) throws {
        let planned = record[Mobility.planned]
        var issues: [Issue] = []
        if planned?.from == nil { issues.append(Issue("/planned/from", .required, .bothEnds)) }
        if planned?.to == nil { issues.append(Issue("/planned/to", .required, .bothEnds)) }
        if record[Mobility.traveller] == "student", record[Mobility.eqfAtNomination] == nil,
            Activities.needingAgreement.contains(record[Mobility.category] ?? "")
        {
            issues.append(Issue("/\(Mobility.eqfAtNomination.name)", .required, .levelOfStudents))
        }
        guard issues.isEmpty else { throw ValidationError(issues) }
    }
}
