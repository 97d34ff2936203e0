import Database
import Model
import ServiceKit

extension MobilityRule {
    func checkStep(_ transition: Transition, _ change: inout Change, in context: RuleContext) async throws {
        switch transition.name {
        case "verify": try Self.verify(&change)
        case "reject": change.set(Mobility.receiverState, to: "rejected")
        case "resubmit": try await self.resubmit(&change, in: context)
        case "start": try await self.start(&change, in: context)
        case "arrive": try Self.checkActual(change, needsEnd: false)
        case "extend": try Self.checkNewEnd(change, later: true)
        case "shorten": try Self.checkNewEnd(change, later: false)
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

    private func resubmit(_ change: inout Change, in context: RuleContext) async throws {
        guard change.before?[Mobility.receiverState] == "rejected" else {
            throw ValidationError("/\(Mobility.receiverState.name)", .transition, .notRejected)
        }
        try await self.renominate(&change, in: context)
    }

    // MARK: The sender's steps

    private func start(_ change: inout Change, in context: RuleContext) async throws {
        guard change.after[Mobility.receiverState] == "verified" else {
            throw ValidationError("/\(Mobility.receiverState.name)", .transition, .notVerified)
        }
        if change.changed.contains(Mobility.planned.name) {
            throw ValidationError("/\(Mobility.planned.name)", .business, .verifiedPlan)
        }
        if change.after[Mobility.eqfAtDeparture] == nil {
            change.set(Mobility.eqfAtDeparture, to: change.after[Mobility.eqfAtNomination])
        }
    }

    private static func checkActual(_ change: Change, needsEnd: Bool) throws {
        let actual = change.after[Mobility.actual]
        let pointer = "/\(Mobility.actual.name)"
        guard let from = actual?.from else { throw ValidationError("\(pointer)/from", .required, .actualFrom) }
        guard from <= change.today else { throw ValidationError("\(pointer)/from", .business, .notInFuture) }
        guard needsEnd else { return }
        guard let to = actual?.to else { throw ValidationError("\(pointer)/to", .required, .actualTo) }
        // The end is the first day after the stay, so somebody who left today has tomorrow for an end.
        guard to.adding(days: -1).map({ $0 <= change.today }) ?? false else {
            throw ValidationError("\(pointer)/to", .business, .notInFuture)
        }
    }

    private static func checkNewEnd(_ change: Change, later: Bool) throws {
        let pointer = "/\(Mobility.planned.name)"
        let (old, new) = (change.before?[Mobility.planned], change.after[Mobility.planned])
        guard new?.from == old?.from else { throw ValidationError("\(pointer)/from", .business, .onlyTheEnd) }
        guard let new = new?.to, let old = old?.to, later ? new > old : new < old else {
            throw ValidationError("\(pointer)/to", .business, later ? .laterEnd : .earlierEnd)
        }
    }

    private static func checkReturn(_ change: Change) throws {
        try Self.checkActual(change, needsEnd: true)
        if change.after[Mobility.outcome] == "no_show" {
            throw ValidationError("/\(Mobility.outcome.name)", .business, .noShowIsAStep)
        }
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
