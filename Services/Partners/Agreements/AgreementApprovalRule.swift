import Database
import Model
import ServiceKit

/// An approval is of one content, which has to be the one that is on the table.
struct AgreementApprovalRule: ResourceRule {
    var transitionFields: [String] { [AgreementApproval.voidReason.name] }

    func check(_ change: inout Change, in context: RuleContext) async throws {
        switch change.kind {
        case .create:
            try await self.checkNew(&change, in: context)
        case .update:
            try self.requireTransitionFieldsUntouched(by: change, of: AgreementApproval.resource)
            try change.requirePast(AgreementApproval.approvedOn)
            try await self.requireBeforeSigning(change, in: context)
        case .transition:
            try await self.requireNotMutual(change, in: context)
        case .delete:
            throw ValidationError("", .business, .approvalsStay)
        }
    }

    /// Notes on the version when the last party has approved it.
    func applied(_ change: Change, in context: RuleContext) async throws {
        guard case .create = change.kind, let agreement = change.after[AgreementApproval.agreement],
            let number = change.after[AgreementApproval.versionNo],
            let proposal = try await AgreementProposal(number, of: agreement, in: context),
            let id = proposal.version.id,
            proposal.approved.isSuperset(of: proposal.content.partyNumbers)
        else { return }
        let version = proposal.version
        let rows = try await context.connection.query(
            """
            SELECT max(approved_on)::text FROM partners.agreement_approvals \
            WHERE agreement = \(agreement.description)::uuid AND version_no = \(number) AND state = 'valid'
            """)
        var step = Change(
            .update, id: id, before: version, after: version, changed: [], actor: change.actor, at: change.at)
        step.set(AgreementVersion.approvedOn, to: rows.first?.string(0).flatMap { CalendarDate($0) })
        step.verb = "approved"
        try await AgreementVersions.write(step, AgreementVersion.resource, in: context)
    }

    /// Only while there is something to approve, and to those who may.
    func offersNew(for agreement: Record, to actor: Actor) -> Bool {
        actor.access.allows(.editor, in: agreement.unit ?? "") && (try? self.onTheTable(agreement)) != nil
    }

    /// What is on the table: its version and hash, so that it is refused when it changes while the form is filled in,
    /// and the parties by their names, first the first that has not approved it.
    func beginnings(of record: Record, in context: RuleContext) async throws -> FormBeginnings {
        guard let id = record[AgreementApproval.agreement],
            let agreement = try await context.store(Agreement.resource).record(id: id, on: context.connection),
            context.mayRead(agreement, of: Agreement.resource)
        else { return FormBeginnings() }
        let unit = agreement.unit ?? ""
        guard context.actor.access.allows(.editor, in: unit) else {
            throw ValidationError("/unit", .forbidden, .lacksRole(.editor, unit))
        }
        let number = try self.onTheTable(agreement)
        guard let proposal = try await AgreementProposal(number, of: id, in: context) else { return FormBeginnings() }
        let content = proposal.content
        var known = Record()
        known.object[SystemFields.unit.name] = .string(unit)
        known[AgreementApproval.versionNo] = number
        known[AgreementApproval.contentHash] = proposal.hash
        known[AgreementApproval.party] = content.partyNumbers.first { !proposal.approved.contains($0) }
        let names = try await PartyDirectory(of: content.parties, in: context)
        let choices = content.numberedParties.map { (number: $0.number, label: names.choice($0.number, $0.party)) }
        return FormBeginnings(known, choices: [AgreementApproval.party.name: choices])
    }

    private func checkNew(_ change: inout Change, in context: RuleContext) async throws {
        guard let id = change.after[AgreementApproval.agreement],
            // Locked, so that the content cannot change under the approval.
            let agreement = try await context.store(Agreement.resource).record(
                id: id, on: context.connection, locking: true),
            // Who may not read the agreement is not told that there is one, and so not whose it is.
            context.mayRead(agreement, of: Agreement.resource)
        else { throw ValidationError("/agreement", .reference, .noAgreement) }
        guard change.after.unit == agreement.unit else {
            throw ValidationError("/unit", .business, .unitOfAgreement(agreement.unit ?? ""))
        }
        let number = try self.onTheTable(agreement)
        guard change.after[AgreementApproval.versionNo] == number,
            let proposal = try await AgreementProposal(number, of: id, in: context)
        else { throw ValidationError("/versionNo", .business, .versionOnTheTable(number)) }
        if let given = change.after[AgreementApproval.contentHash], given != proposal.hash {
            throw ValidationError("/contentHash", .business, .otherContent)
        }
        change.set(AgreementApproval.contentHash, to: proposal.hash)
        let party = change.after[AgreementApproval.party] ?? 0
        guard let approving = proposal.content.parties.first(where: { $0[Agreement.Party.number] == party }) else {
            throw ValidationError("/party", .reference, .noParty(party))
        }
        // What a partner has written is noted by whoever keeps the agreement; that the university consents is a decision.
        if approving[Agreement.Party.isOwn] == true, let unit = agreement.unit,
            !context.actor.access.allows(.approver, in: unit)
        {
            throw ValidationError("/party", .forbidden, .lacksRole(.approver, unit))
        }
        if proposal.approved.contains(party) {
            throw ValidationError("/party", .duplicate, .approvedAlready(party, number))
        }
        try change.requirePast(AgreementApproval.approvedOn)
        try self.requireTransitionFieldsUntouched(by: change, of: AgreementApproval.resource)
    }

    /// A day that was recorded wrongly may be corrected, but not to one after the signature that the approval led to.
    private func requireBeforeSigning(_ change: Change, in context: RuleContext) async throws {
        guard change.changed.contains(AgreementApproval.approvedOn.name), change.before?.state == "valid",
            let day = change.after[AgreementApproval.approvedOn], let id = change.after[AgreementApproval.agreement],
            let agreement = try await context.store(Agreement.resource).record(
                id: id, on: context.connection, locking: true),
            AgreementDates.signedStates.contains(agreement.state ?? ""),
            let signedOn = agreement[Agreement.signedOn], signedOn < day,
            try await AgreementApprovals.signed(of: id, in: context)?.version
                == change.after[AgreementApproval.versionNo]
        else { return }
        throw ValidationError("/approvedOn", .business, .afterSigning(signedOn))
    }

    /// The version that can be approved now.
    private func onTheTable(_ agreement: Record) throws -> Int64 {
        switch agreement.state ?? "" {
        case "draft":
            throw ValidationError("/agreement", .business, .stillDraft)
        case let state where AgreementStage.open.contains(state):
            return agreement[Agreement.versionNo] ?? 0
        case "signed", "in_force":
            guard let pending = agreement[Agreement.pendingVersion] else {
                throw ValidationError("/agreement", .business, .nothingToApprove)
            }
            return pending
        default:
            throw ValidationError("/agreement", .business, .nothingToApprove)
        }
    }

    /// Once all have approved a content, none can step back from it; a new version has to say otherwise.
    private func requireNotMutual(_ change: Change, in context: RuleContext) async throws {
        guard let agreement = change.after[AgreementApproval.agreement],
            let number = change.after[AgreementApproval.versionNo],
            let version = try await AgreementVersions.version(number, of: agreement, in: context)
        else { return }
        if version[AgreementVersion.approvedOn] != nil {
            throw ValidationError("", .business, .mutuallyApproved)
        }
    }
}

/// Versions are made by the program; people can only take a proposal back.
struct AgreementVersionRule: ResourceRule {
    func check(_ change: inout Change, in context: RuleContext) async throws {
        guard change.isTransition("withdraw") else { throw ValidationError("", .business, .versionsAreKept) }
        if change.before?[AgreementVersion.approvedOn] != nil {
            throw ValidationError("", .business, .mutuallyApproved)
        }
    }

    /// What all have approved can no longer be taken back.
    func offers(_ transition: Transition, of record: Record) -> Bool { record[AgreementVersion.approvedOn] == nil }

    func applied(_ change: Change, in context: RuleContext) async throws {
        guard let id = change.after[AgreementVersion.agreement], let number = change.after[AgreementVersion.number],
            let agreement = try await context.store(Agreement.resource).record(
                id: id, on: context.connection, locking: true)
        else { return }
        var step = Change(
            .update, id: id, before: agreement, after: agreement, changed: [], actor: change.actor, at: change.at)
        step.set(Agreement.pendingVersion, to: nil)
        step.verb = "amendment_withdrawn"
        try await AgreementVersions.write(step, Agreement.resource, in: context)
        _ = try await AgreementVersions.voidApprovals(
            of: step, where: "t.state = 'valid' AND t.version_no = \(number)", reason: .withdrawn(number), in: context)
    }
}

extension Label {
    static let approvalsStay = Label(zh: "批准记录不能删除，只能作废", en: "An approval is voided, not deleted")
    static func afterSigning(_ day: CalendarDate) -> Label {
        Label(zh: "不能晚于协议的签署日期 \(day)", en: "Must not lie after the day of signing, \(day)")
    }
    static let otherContent = Label(zh: "该摘要不是这一版本的内容", en: "This is not the hash of that version")
    static let stillDraft = Label(zh: "协议仍在草拟，提交后才能批准", en: "The agreement is still a draft; submit it first")
    static let nothingToApprove = Label(zh: "没有待批准的内容", en: "There is no content to approve")
    static let mutuallyApproved = Label(
        zh: "各方均已批准该版本，不能撤回；请提出新版本", en: "All parties approved this version; propose a new one instead")
    static let versionsAreKept = Label(zh: "版本由系统生成，不能修改", en: "Versions are kept by the program and cannot be changed")
    static func unitOfAgreement(_ unit: String) -> Label {
        Label(zh: "须与协议的归口单位相同：\(unit)", en: "Must be the agreement's unit, \(unit)")
    }
    static func versionOnTheTable(_ number: Int64) -> Label {
        Label(zh: "当前可批准的是第 \(number) 版", en: "The version that can be approved now is \(number)")
    }
    static func approvedAlready(_ party: Int64, _ number: Int64) -> Label {
        Label(zh: "第 \(party) 方已批准第 \(number) 版", en: "Party \(party) has approved version \(number) already")
    }
    static func withdrawn(_ number: Int64) -> Label {
        Label(zh: "第 \(number) 版已撤回", en: "Version \(number) was withdrawn")
    }
}
