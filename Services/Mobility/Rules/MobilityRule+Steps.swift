import Database
import Model
import ServiceKit

extension MobilityRule {
    func checkStep(_ transition: Transition, _ change: inout Change, in context: RuleContext) async throws {
        switch transition.name {
        case "verify": try Self.verify(&change)
        case "reject": try Self.reject(&change)
        case "resubmit": try await self.resubmit(&change, in: context)
        case "start": try Self.start(&change)
        case "depart": try Self.checkDeparture(change)
        case "arrive": try Self.checkArrival(change)
        case "extend":
            try Self.checkNewEnd(change, later: true)
            try await NominationCheck(context).extend(&change)
        case "shorten":
            try Self.checkNewEnd(change, later: false)
            Self.giveBackYears(&change)
        case "return": try Self.checkReturn(change)
        case "recognize": try Self.checkRecognition(change)
        case "no_show": try Self.noShow(&change)
        case "cancel": try Self.checkCancellation(change)
        default: break
        }
    }

    // MARK: The receiver's steps

    private static func verify(_ change: inout Change) throws {
        guard change.before?[Mobility.receiverState] == "pending" else {
            throw ValidationError("/\(Mobility.receiverState.name)", .transition, .receiverAnswered)
        }
        change.set(Mobility.receiverState, to: "verified")
    }

    private static func reject(_ change: inout Change) throws {
        guard change.before?[Mobility.receiverState] != "rejected" else {
            throw ValidationError("/\(Mobility.receiverState.name)", .transition, .receiverAnswered)
        }
        change.set(Mobility.receiverState, to: "rejected")
    }

    private func resubmit(_ change: inout Change, in context: RuleContext) async throws {
        guard change.before?[Mobility.receiverState] == "rejected" else {
            throw ValidationError("/\(Mobility.receiverState.name)", .transition, .notRejected)
        }
        try await self.renominate(&change, in: context)
    }

    // MARK: The sender's steps

    private static func start(_ change: inout Change) throws {
        guard change.after[Mobility.receiverState] == "verified" else {
            throw ValidationError("/\(Mobility.receiverState.name)", .transition, .notVerified)
        }
        // A stay is under way from its first day on, or from the day on which the person set out for it.
        if change.after[Mobility.departedOn] == nil, let first = change.after[Mobility.planned]?.from,
            first > change.today
        {
            throw ValidationError("/\(Mobility.departedOn.name)", .required, .notBegun(first))
        }
        if change.after[Mobility.eqfAtDeparture] == nil {
            change.set(Mobility.eqfAtDeparture, to: change.after[Mobility.eqfAtNomination])
        }
    }

    /// Who has departed does not depart again; another day corrects the one that was recorded.
    private static func checkDeparture(_ change: Change) throws {
        guard let day = change.before?[Mobility.departedOn], day == change.after[Mobility.departedOn] else { return }
        throw ValidationError("/\(Mobility.departedOn.name)", .business, .recordedAlready(day))
    }

    private static func checkArrival(_ change: Change) throws {
        try Self.checkActual(change, needsEnd: false)
        let day = change.after[Mobility.actual]?.from
        guard let known = change.before?[Mobility.actual]?.from, known == day else { return }
        throw ValidationError("/\(Mobility.actual.name)/from", .business, .recordedAlready(known))
    }

    private static func checkActual(_ change: Change, needsEnd: Bool) throws {
        let actual = change.after[Mobility.actual]
        let pointer = "/\(Mobility.actual.name)"
        guard actual?.from != nil else { throw ValidationError("\(pointer)/from", .required, .actualFrom) }
        guard needsEnd else { return }
        guard actual?.to != nil else { throw ValidationError("\(pointer)/to", .required, .actualTo) }
    }

    private static func checkNewEnd(_ change: Change, later: Bool) throws {
        let pointer = "/\(Mobility.planned.name)"
        let (old, new) = (change.before?[Mobility.planned], change.after[Mobility.planned])
        guard new?.from == old?.from else { throw ValidationError("\(pointer)/from", .business, .onlyTheEnd) }
        guard let new = new?.to, let old = old?.to, later ? new > old : new < old else {
            throw ValidationError("\(pointer)/to", .business, later ? .laterEnd : .earlierEnd)
        }
    }

    /// A stay that was extended and is shortened again takes no place in years that it no longer reaches.
    private static func giveBackYears(_ change: inout Change) {
        guard let held = change.before?[Mobility.extendedInto].flatMap({ AcademicYear($0) }),
            let year = change.after[Mobility.receivingAcademicYear].flatMap({ AcademicYear($0) }),
            let planned = change.after[Mobility.planned], let from = planned.from, let to = planned.to
        else { return }
        let reached = min(held, ReceivingYear.reached(by: to, from: from, in: year))
        change.set(Mobility.extendedInto, to: reached > year ? reached.description : nil)
    }

    private static func checkReturn(_ change: Change) throws {
        try Self.checkActual(change, needsEnd: true)
        try Self.refuseNoShow(change)
        let told = [Mobility.actual.name, Mobility.outcome.name]
        if let last = change.before?[Mobility.actual]?.last, change.before?[Mobility.outcome] != nil,
            !told.contains(where: change.changed.contains)
        {
            throw ValidationError("/\(Mobility.actual.name)/to", .business, .recordedAlready(last))
        }
    }

    static func refuseNoShow(_ change: Change) throws(ValidationError) {
        guard change.after[Mobility.outcome] == "no_show" else { return }
        throw ValidationError("/\(Mobility.outcome.name)", .business, .noShowIsAStep)
    }

    private static func checkRecognition(_ change: Change) throws {
        try Self.checkActual(change, needsEnd: true)
        let outcome = change.after[Mobility.outcome] ?? ""
        if ["no_show", "early_return_unjustified"].contains(outcome) {
            throw ValidationError("/\(Mobility.outcome.name)", .business, .notRecognizable(outcome))
        }
    }

    private static func noShow(_ change: inout Change) throws {
        if change.after[Mobility.actual] != nil {
            throw ValidationError("/\(Mobility.actual.name)", .business, .hasArrived)
        }
        if let first = change.after[Mobility.planned]?.from, first > change.today {
            throw ValidationError("/\(Mobility.planned.name)/from", .business, .notMissed(first))
        }
        change.set(Mobility.outcome, to: "no_show")
    }

    private static func checkCancellation(_ change: Change) throws {
        let outcome = change.after[Mobility.outcome]
        // Somebody who has been there and came back for no good reason is cancelled with that outcome; all other
        // outcomes are stories of stays that took place.
        if let outcome, outcome != "early_return_unjustified" {
            throw ValidationError("/\(Mobility.outcome.name)", .business, .recognizeInstead(outcome))
        }
    }
}
