import Database
import Model
import ServiceKit

/// What is special about engagements: their terms, and what each step of the way needs.
struct EngagementRule: ResourceRule {
    private static let story: [any FieldDeclaration] = [
        Engagement.decisionNote, Engagement.contractNumber, Engagement.contractSignedOn, Engagement.permitNoticeOn,
        Engagement.visaIssuedOn, Engagement.arrivedOn, Engagement.permitsValidUntil, Engagement.startedOn,
        Engagement.endedOn, Engagement.endReason, Engagement.continuedBy, Engagement.permitsCancelledOn,
    ]

    var transitionFields: [String] { Self.story.map(\.spec.name) }
    /// Another contract, and another engagement that continues this one, are other steps and no corrections.
    var correctableFields: Set<String> {
        Set(self.transitionFields).subtracting([
            Engagement.contractNumber.name, Engagement.contractSignedOn.name, Engagement.continuedBy.name,
        ])
    }
    var span: Field<Period>? { Engagement.term }

    func check(_ change: inout Change) throws {
        if case .delete = change.kind { return }
        try EngagementDates.check(change)
    }

    func check(_ change: inout Change, in context: RuleContext) async throws {
        switch change.kind {
        case .create:
            try self.requireTransitionFieldsUntouched(by: change, of: Engagement.resource)
            try Self.checkTerm(change.after)
        case .update:
            try Self.checkWhatIsSigned(change)
            try self.requireTransitionFieldsUntouched(by: change, of: Engagement.resource, in: context)
            try Self.checkTerm(change.after)
            try await self.checkCorrections(change, in: context)
        case .transition(let transition): try await self.checkStep(transition, change, in: context)
        case .delete:
            let state = change.before?.state ?? ""
            guard ["proposed", "rejected", "withdrawn"].contains(state) else {
                throw ValidationError("", .business, .onlyProposalsGo)
            }
        }
    }

    func warnings(about records: [Record], in context: RuleContext) async throws -> [[Issue]] {
        var warnings: [[Issue]] = []
        for record in records {
            warnings.append(EngagementDates.doubts(record) + (try await self.overlaps(record, in: context)))
        }
        return warnings
    }

    /// Two long-term engagements of one person at once are possible, but rarely meant.
    private func overlaps(_ record: Record, in context: RuleContext) async throws -> [Issue] {
        guard record[Engagement.kind] == "long_term", let expert = record[Engagement.expert],
            let term = record[Engagement.term], let from = term.from, let to = term.to
        else { return [] }
        let others = try await context.store(Engagement.resource).records(
            where: """
                t.expert = \(expert.description)::uuid AND t.kind = 'long_term' \
                AND t.state NOT IN ('rejected', 'withdrawn') \
                AND t.term_from < \(to.description)::date AND COALESCE(t.ended_on, t.term_to) > \(from.description)::date
                """,
            limit: 2, on: context.connection)
        return others.filter { $0.id != record.id }.prefix(1).map { other in
            Issue(
                "/\(Engagement.term.name)", .business,
                .overlaps(context.name(other.code ?? "", of: Engagement.resource, in: other.unit)))
        }
    }

    /// Long and short are a matter of days, 90 being long.
    private static func checkTerm(_ record: Record) throws {
        let pointer = "/\(Engagement.term.name)"
        guard let term = record[Engagement.term], term.from != nil, term.to != nil, let days = term.dayCount else {
            throw ValidationError(pointer, .required, .bothEnds)
        }
        switch record[Engagement.kind] {
        case "long_term" where days < 90: throw ValidationError(pointer, .business, .tooShort(days))
        case "short_term" where days >= 90: throw ValidationError(pointer, .business, .tooLong(days))
        default: break
        }
    }

    /// What stands in the contract changes only by another contract.
    private static func checkWhatIsSigned(_ change: Change) throws {
        let state = change.before?.state ?? ""
        guard !["proposed", "approved"].contains(state) else { return }
        let contract = [
            Engagement.kind.name, Engagement.post.name, Engagement.introducedAs.name, Engagement.term.name,
            Engagement.salary.name, Engagement.salaryPer.name, Engagement.contractNumber.name,
            Engagement.contractSignedOn.name,
        ]
        let fixed = contract.filter(change.changed.contains)
        guard fixed.isEmpty else { throw ValidationError(fixed.map { Issue("/\($0)", .immutable, .fixedBySigning) }) }
    }
}
