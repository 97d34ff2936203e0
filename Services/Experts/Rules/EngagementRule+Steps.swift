import Database
import Model
import ServiceKit

extension EngagementRule {
    func checkStep(_ transition: Transition, _ change: Change, in context: RuleContext) async throws {
        let record = change.after
        switch transition.name {
        case "issue_visa":
            // Without the notice nobody gets a work visa; who needs no permit comes on another one.
            if change.before?.state == "contract_signed", try await self.needsPermits(record, context) {
                throw ValidationError("", .transition, .noticeFirst)
            }
        case "arrive": try await self.checkArrival(change, context)
        case "validate_permits": try await self.checkPermits(change, context)
        case "start": try await self.checkStart(change, context)
        case "extend_permits":
            guard let new = record[Engagement.permitsValidUntil],
                change.before?[Engagement.permitsValidUntil] ?? .min < new
            else { throw ValidationError("/\(Engagement.permitsValidUntil.name)", .business, .laterPermits) }
        case "renew": try await self.checkRenewal(change, context)
        case "end", "terminate": try Self.checkEnd(change, early: transition.name == "terminate")
        default: break
        }
    }

    private func checkArrival(_ change: Change, _ context: RuleContext) async throws {
        if change.before?.state != "visa", try await self.needsPermits(change.after, context) {
            throw ValidationError("", .transition, .visaFirst)
        }
    }

    /// Both permits for the whole term, and a passport that outlives it.
    private func checkPermits(_ change: Change, _ context: RuleContext) async throws {
        let record = change.after
        let pointer = "/\(Engagement.permitsValidUntil.name)"
        guard let last = record[Engagement.term]?.last else { return }
        if let until = record[Engagement.permitsValidUntil], until < last {
            throw ValidationError(pointer, .business, .permitsTooShort(until, last))
        }
        guard let expert = try await self.expert(of: record, context),
            let expires = expert[Expert.passportExpiresOn], expires < last
        else { return }
        // A passport's date is told to those only who may read it.
        throw ValidationError(
            pointer, .business,
            context.mayRead(expert, of: Expert.resource) ? .passportTooShort(expires, last) : .papersTooShort)
    }

    private func checkStart(_ change: Change, _ context: RuleContext) async throws {
        let record = change.after
        try Self.checkWithinTerm(record)
        if record[Engagement.kind] != "online", record[Engagement.arrivedOn] == nil {
            throw ValidationError("", .transition, .arrivalFirst)
        }
        guard try await self.needsPermits(record, context) else { return }
        guard change.before?.state == "permits_valid" else { throw ValidationError("", .transition, .permitsFirst) }
        try await self.checkPermits(change, context)
    }

    private static func checkWithinTerm(_ record: Record) throws {
        guard let started = record[Engagement.startedOn], let term = record[Engagement.term], !term.contains(started)
        else { return }
        throw ValidationError("/\(Engagement.startedOn.name)", .business, .outsideTerm(term))
    }

    /// What a step has recorded is put right as the step would have taken it, and stays recorded.
    func checkCorrections(_ change: Change, in context: RuleContext) async throws {
        let corrected = self.transitionFields.filter { change.changed.contains($0) && change.before?.object[$0] != nil }
        let removed = corrected.filter { change.after.object[$0] == nil }
        guard removed.isEmpty || change.before?.state == Engagement.resource.lifecycle.initial else {
            throw ValidationError(removed.map { Issue("/\($0)", .required, .recordedByStep) })
        }
        if corrected.contains(Engagement.startedOn.name) { try Self.checkWithinTerm(change.after) }
        if corrected.contains(Engagement.permitsValidUntil.name) { try await self.checkPermits(change, context) }
        guard corrected.contains(Engagement.endedOn.name) else { return }
        switch change.before?.state {
        case "ended": try Self.checkEnd(change, early: false)
        case "terminated": try Self.checkEnd(change, early: true)
        default: break
        }
    }

    private func checkRenewal(_ change: Change, _ context: RuleContext) async throws {
        let pointer = "/\(Engagement.continuedBy.name)"
        guard let id = change.after[Engagement.continuedBy] else { return }
        let next = try await context.store(Engagement.resource).record(id: id, on: context.connection)
        guard let next, context.mayRead(next, of: Engagement.resource),
            next[Engagement.expert] == change.after[Engagement.expert]
        else {
            throw ValidationError(pointer, .reference, .notTheSameExpert)
        }
        guard !["rejected", "withdrawn"].contains(next.state) else {
            throw ValidationError(pointer, .business, .renewalFailed)
        }
        guard let from = next[Engagement.term]?.from, let end = change.after[Engagement.term]?.to, from >= end else {
            throw ValidationError(pointer, .business, .renewalOverlaps)
        }
    }

    private static func checkEnd(_ change: Change, early: Bool) throws {
        let pointer = "/\(Engagement.endedOn.name)"
        guard let ended = change.after[Engagement.endedOn], let end = change.after[Engagement.term]?.to else { return }
        if let started = change.after[Engagement.startedOn], ended <= started {
            throw ValidationError(pointer, .business, .beforeStart)
        }
        if early, ended >= end { throw ValidationError(pointer, .business, .notEarly(end)) }
        if !early, ended < end { throw ValidationError(pointer, .business, .isEarly(end)) }
    }

    /// Whether the law asks for a work permit and a residence permit: a foreigner who stays for more than 90 days.
    ///
    /// Residents of Hong Kong, Macao and Taiwan need none since the State Council's decision of 28 July 2018
    /// (国发〔2018〕28号). Who teaches online, is honoured or comes and goes part-time does not stay.
    private func needsPermits(_ record: Record, _ context: RuleContext) async throws -> Bool {
        guard record[Engagement.introducedAs] == "foreign_expert", record[Engagement.kind] == "long_term",
            record[Engagement.term]?.dayCount ?? 0 > 90
        else { return false }
        let nationality = try await self.expert(of: record, context)?[Expert.nationality] ?? ""
        return !["CN", "HK", "MO", "TW"].contains(nationality)
    }

    private func expert(of record: Record, _ context: RuleContext) async throws -> Record? {
        guard let id = record[Engagement.expert] else { return nil }
        return try await context.store(Expert.resource).record(id: id, on: context.connection)
    }
}
