import Database
import Model
import ServiceKit

/// What parties approve is one content; whoever changes it starts the approvals anew.
struct AgreementRule: ResourceRule {
    var transitionFields: [String] {
        [
            Agreement.signedOn.name, Agreement.noticeGivenOn.name, Agreement.endedByConsent.name,
            Agreement.endedOn.name, Agreement.endReason.name, Agreement.supersededBy.name,
        ]
    }
    var correctableFields: Set<String> { [Agreement.signedOn.name] }

    func check(_ change: inout Change, in context: RuleContext) async throws {
        switch change.kind {
        case .create:
            try await self.checkNew(&change, in: context)
        case .update:
            try await self.checkEdit(&change, in: context)
        case .transition(let transition):
            try await AgreementSteps.check(transition.name, &change, in: context)
        case .delete:
            try await self.checkDeletion(change, in: context)
        }
    }

    func applied(_ change: Change, in context: RuleContext) async throws {
        switch change.kind {
        case .create:
            try await AgreementVersions.add(
                number: 1, content: AgreementContent(of: change.after), state: "current", for: change, in: context)
        case .update:
            if change.changed.contains(SystemFields.unit.name) {
                try await AgreementVersions.followUnit(change, in: context)
            }
        case .transition(let transition):
            try await AgreementSteps.applied(transition.name, change, in: context)
        case .delete:
            break
        }
    }

    /// An import's row need not repeat what the program gave to the parties.
    func combine(_ row: Record, with existing: Record) -> Record {
        guard let parties = row[Agreement.parties] else { return row }
        var combined = row
        combined[Agreement.parties] = parties.map { party in
            let same = (existing[Agreement.parties] ?? []).first { other in
                other[Agreement.Party.institution] == party[Agreement.Party.institution]
                    && other[Agreement.Party.unit] == party[Agreement.Party.unit]
            }
            var result = party
            for name in [Agreement.Party.number.name, Agreement.Party.isOwn.name, Agreement.Party.identity.name]
            where result.object[name] == nil {
                result.object[name] = same?.object[name]
            }
            return result
        }
        return combined
    }

    /// An amendment can be adopted while there is one.
    func offers(_ transition: Transition, of record: Record) -> Bool {
        switch transition.name {
        case "amend", "amend_signed": record[Agreement.pendingVersion] != nil
        default: true
        }
    }

    /// What follows another agreement is no new one.
    func beginnings(of record: Record, in context: RuleContext) async throws -> FormBeginnings {
        guard record[Agreement.renewedFrom] != nil else { return FormBeginnings() }
        var known = Record()
        known[Agreement.origin] = "renewal"
        return FormBeginnings(known)
    }

    /// Approvals are of one content and die with a change of it.
    func cautions(beforeEditing record: Record, in context: RuleContext) async throws -> [Label] {
        let isOpen = AgreementStage.open.contains(record.state ?? "")
        guard let number = record[isOpen ? Agreement.versionNo : Agreement.pendingVersion], let id = record.id,
            let proposal = try await AgreementProposal(number, of: id, in: context)
        else { return [] }
        let parties = proposal.content.numberedParties.filter { proposal.approved.contains($0.number) }
        guard !parties.isEmpty else { return [] }
        return [.editVoids(number, try await PartyDirectory.names(parties, in: context))]
    }

    // MARK: Create

    private func checkNew(_ change: inout Change, in context: RuleContext) async throws {
        try self.requireTransitionFieldsUntouched(by: change, of: Agreement.resource)
        if change.after[Agreement.origin] == nil { change.set(Agreement.origin, to: "new") }
        let parties = try await AgreementParties.settle(&change, known: [], in: context)
        try await AgreementConditions.settle(&change, known: [], in: context)
        try AgreementTerms.check(change.after)
        try await self.requireOriginal(of: change, in: context)
        change.set(Agreement.partnerCountries, to: parties.countries)
        change.set(Agreement.versionNo, to: 1)
        change.set(Agreement.contentHash, to: AgreementContent(of: change.after).hash)
    }

    // MARK: Edit

    private func checkEdit(_ change: inout Change, in context: RuleContext) async throws {
        guard let before = change.before, let state = before.state else { return }
        try await self.requireOriginal(of: change, in: context)
        try await context.requireNoCircle(
            by: change, through: Agreement.parentAgreement, of: Agreement.resource, .annexOfItself)
        try await context.requireNoCircle(
            by: change, through: Agreement.renewedFrom, of: Agreement.resource, .followsItself)
        try self.requireTransitionFieldsUntouched(by: change, of: Agreement.resource, in: context)
        if change.after[Agreement.origin] == nil { change.set(Agreement.origin, to: before[Agreement.origin]) }
        if AgreementDates.signedStates.contains(state), state != "terminated", state != "superseded" {
            try await AgreementAmendment.propose(&change, in: context)
        } else {
            let known = before[Agreement.parties] ?? []
            let parties = try await AgreementParties.settle(&change, known: known, in: context)
            try await AgreementConditions.settle(&change, known: before[Agreement.conditions] ?? [], in: context)
            try AgreementTerms.check(change.after)
            let content = AgreementContent(of: change.after)
            if content.hash != before[Agreement.contentHash] {
                guard AgreementStage.open.contains(state) else {
                    throw ValidationError("", .business, .contentIsClosed)
                }
                try await self.replaceContent(&change, with: content, countries: parties.countries, in: context)
            }
        }
        try await self.correctSigning(&change, state: state, in: context)
        change.dropUnchanged()
        if change.verb == "updated", change.changed.contains(Agreement.documents.name),
            (change.after[Agreement.documents] ?? []).count > (before[Agreement.documents] ?? []).count
        {
            change.verb = "document_attached"
        }
    }

    /// Before signing a new content takes the place of the old one, and nobody has approved it yet.
    private func replaceContent(
        _ change: inout Change, with content: AgreementContent, countries: [String], in context: RuleContext,
    ) async throws {
        let number = try await AgreementVersions.next(after: change, in: context)
        try await AgreementVersions.retire(["current"], of: change, in: context)
        try await AgreementVersions.add(number: number, content: content, state: "current", for: change, in: context)
        let voided = try await AgreementVersions.voidApprovals(
            of: change, where: "t.state = 'valid'", reason: .contentChanged(number), in: context)
        change.set(Agreement.partnerCountries, to: countries)
        change.set(Agreement.versionNo, to: number)
        change.set(Agreement.contentHash, to: content.hash)
        change.verb = voided > 0 ? "approval_voided" : "version_changed"
        // A text that is changed after it was reviewed or agreed upon is neither any more.
        if let state = change.after.state, let earlier = AgreementStage.afterEdit[state] {
            change.after.object[SystemFields.state.name] = .string(earlier)
            change.changed.insert(SystemFields.state.name, at: 0)
        }
    }

    /// A date of signature that was recorded wrongly may be corrected; the groups follow, because they are those of
    /// that day.
    private func correctSigning(_ change: inout Change, state: String, in context: RuleContext) async throws {
        guard AgreementDates.signedStates.contains(state), change.changed.contains(Agreement.signedOn.name) else {
            return
        }
        guard let day = change.after[Agreement.signedOn], day <= change.today else {
            throw ValidationError("/signedOn", .business, .signedOnNeeded)
        }
        try await AgreementApprovals.requireGiven(by: day, of: change.id, in: context)
        change.set(Agreement.countryGroupsAtSigning, to: AgreementParties.groups(change.after, on: day))
    }

    /// What an agreement follows is put aside when it takes effect, so whoever names it needs the right to change it.
    private func requireOriginal(of change: Change, in context: RuleContext) async throws {
        guard change.changed.contains(Agreement.renewedFrom.name), let original = change.after[Agreement.renewedFrom]
        else { return }
        let record = try await context.store(Agreement.resource).record(id: original, on: context.connection)
        try context.requireEditable(record, of: Agreement.resource, at: "/renewedFrom")
    }

    // MARK: Delete

    private func checkDeletion(_ change: Change, in context: RuleContext) async throws {
        let versions = try await AgreementVersions.all(of: change.id, in: context)
        if versions.contains(where: { $0[AgreementVersion.approvedOn] != nil }) {
            throw ValidationError("", .business, .wasApproved)
        }
        if AgreementDates.signedStates.contains(change.before?.state ?? "") {
            throw ValidationError("", .business, .wasApproved)
        }
        if let holders = try await Uses.holders(of: change.id, on: context.connection) {
            throw ValidationError("", .reference, .abandonInstead(holders))
        }
        try await AgreementVersions.removeAll(with: change, in: context)
    }
}

extension Change {
    /// Forgets the fields that a rule has set back to what they were.
    mutating func dropUnchanged() {
        let (before, after) = (self.before?.object, self.after.object)
        self.changed.removeAll { before?[$0] == after[$0] }
    }
}

extension Label {
    static func editVoids(_ version: Int64, _ parties: Label) -> Label {
        Label(
            zh: """
                第 \(version) 版内容已由以下签约方批准：\(parties.zh)。修改协议内容将使这些批准作废，须重新批准；\
                签约人、附件和备注不属于内容，可以修改。
                """,
            en: """
                Version \(version) has the approval of these parties: \(parties.en). Changing the content of the agreement \
                voids it; signatories, documents and notes are not part of the content.
                """)
    }
    static let contentIsClosed = Label(zh: "协议已结束，内容不能再修改", en: "The agreement has ended; its content cannot change")
    static let wasApproved = Label(
        zh: "各方曾批准该协议，只能终止，不能删除", en: "All parties approved it once, so it can be ended but not deleted")
    static let annexOfItself = Label(
        zh: "协议不能直接或间接附属于自身", en: "An agreement cannot be an annex to itself, nor to an annex of its own")
    static let followsItself = Label(
        zh: "协议不能直接或间接续签自身", en: "An agreement cannot follow itself, nor one that follows it")
    static func abandonInstead(_ holders: Label) -> Label {
        Label(
            zh: "仍被其他记录引用：\(holders.zh)；请改用“放弃”", en: "Still referred to by \(holders.en); abandon it instead")
    }
    static let signedOnNeeded = Label(zh: "应为不晚于今天的签署日期", en: "Must be the day of signing, not in the future")
    static func contentChanged(_ version: Int64) -> Label {
        Label(zh: "内容已改为第 \(version) 版", en: "The content became version \(version)")
    }
}
