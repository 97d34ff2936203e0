import Database
import Model
import ServiceKit

/// Changes of the content after signing: proposed beside what is in force, which stays until all have approved.
enum AgreementAmendment {
    /// Takes an edit of a signed agreement apart: what needs nobody's approval is done, the rest is proposed.
    static func propose(_ change: inout Change, in context: RuleContext) async throws {
        guard let before = change.before else { return }
        let known = before[Agreement.parties] ?? []
        var direct = change
        _ = try await AgreementParties.settle(&direct, known: known, in: context)
        let conditions = before[Agreement.conditions] ?? []
        try await AgreementConditions.settle(&direct, known: conditions, in: context)
        try AgreementTerms.check(direct.after)
        if AgreementContent(of: direct.after).hash == before[Agreement.contentHash] {
            change = direct
            return
        }
        guard before.state != "suspended" else { throw ValidationError("", .business, .suspendedIsClosed) }
        let pending = try await Self.pending(of: before, in: context)
        if pending?.version[AgreementVersion.approvedOn] != nil {
            throw ValidationError("", .business, .adoptFirst)
        }
        // What was proposed before and is not touched now stays proposed.
        var proposal = change
        if let pending {
            for field in Agreement.contentFields where !change.changed.contains(field.name) {
                proposal.after.object[field.name] = pending.content.object[field.name]
            }
        }
        _ = try await AgreementParties.settle(
            &proposal, known: (pending?.content.parties ?? []) + known, in: context)
        try await AgreementConditions.settle(
            &proposal, known: (pending?.content.conditions ?? []) + conditions, in: context)
        try AgreementTerms.check(proposal.after)
        let content = AgreementContent(of: proposal.after)
        let submitted = change.after[Agreement.parties] ?? []
        for field in Agreement.contentFields {
            change.after.object[field.name] = before.object[field.name]
        }
        change.after[Agreement.parties] = Self.carry(from: submitted, onto: known)
        if content.hash == pending?.version[AgreementVersion.contentHash] { return }
        if content.hash == before[Agreement.contentHash] {
            throw ValidationError("", .business, .withdrawInstead)
        }
        try await Self.write(content, &change, replacing: pending?.version, in: context)
    }

    private static func write(
        _ content: AgreementContent, _ change: inout Change, replacing pending: Record?, in context: RuleContext,
    ) async throws {
        let number = try await AgreementVersions.next(after: change, in: context)
        if let old = pending?[AgreementVersion.number] {
            try await AgreementVersions.retire(["pending"], of: change, in: context)
            _ = try await AgreementVersions.voidApprovals(
                of: change, where: "t.state = 'valid' AND t.version_no = \(old)", reason: .contentChanged(number),
                in: context)
        }
        try await AgreementVersions.add(number: number, content: content, state: "pending", for: change, in: context)
        change.set(Agreement.pendingVersion, to: number)
        change.verb = "amendment_proposed"
    }

    /// Makes the pending content the one in force, when all its parties have approved it.
    static func adopt(_ change: inout Change, in context: RuleContext) async throws {
        guard let before = change.before, let pending = try await Self.pending(of: before, in: context),
            let number = pending.version[AgreementVersion.number]
        else { throw ValidationError("", .business, .nothingPending) }
        let hash = pending.content.hash
        try await AgreementApprovals.requireAll(
            pending.content, of: change.id, version: number, hash: hash, in: context)
        for field in Agreement.contentFields {
            let value = pending.content.object[field.name]
            if change.after.object[field.name] != value {
                change.after.object[field.name] = value
                change.changed.append(field.name)
            }
        }
        let parties = Self.carry(from: before[Agreement.parties] ?? [], onto: pending.content.parties)
        change.after[Agreement.parties] = parties
        change.set(
            Agreement.partnerCountries, to: try await PartyDirectory(of: parties, in: context).countries(of: parties))
        change.set(Agreement.versionNo, to: number)
        change.set(Agreement.contentHash, to: hash)
        change.set(Agreement.pendingVersion, to: nil)
        change.dropUnchanged()
        try await AgreementVersions.retire(["current"], of: change, in: context)
        try await AgreementVersions.move(pending.version, to: "current", verb: "adopted", with: change, in: context)
    }

    /// Puts a proposal aside because the agreement ends.
    static func drop(_ change: inout Change, in context: RuleContext) async throws {
        guard let number = change.before?[Agreement.pendingVersion] else { return }
        try await AgreementVersions.retire(["pending"], of: change, in: context)
        _ = try await AgreementVersions.voidApprovals(
            of: change, where: "t.state = 'valid' AND t.version_no = \(number)", reason: .agreementEnded, in: context)
        change.set(Agreement.pendingVersion, to: nil)
    }

    private static func pending(
        of record: Record, in context: RuleContext,
    ) async throws -> (version: Record, content: AgreementContent)? {
        guard let number = record[Agreement.pendingVersion], let id = record.id,
            let version = try await AgreementVersions.version(number, of: id, in: context)
        else { return nil }
        return (version, try AgreementContent(text: version[AgreementVersion.content] ?? ""))
    }

    /// The parties `target` with the members that nobody approves, taken from the same party in `source`.
    private static func carry(from source: [Record], onto target: [Record]) -> [Record] {
        target.map { party in
            let same = source.first { other in
                other[Agreement.Party.number] == party[Agreement.Party.number]
                    && other[Agreement.Party.institution] == party[Agreement.Party.institution]
            }
            guard let same else { return party }
            var result = party
            for name in AgreementContent.attributes { result.object[name] = same.object[name] }
            return result
        }
    }
}

extension Label {
    static let suspendedIsClosed = Label(
        zh: "协议已中止，恢复后才能修改内容", en: "The agreement is suspended; resume it before changing its content")
    static let adoptFirst = Label(
        zh: "各方已批准待定版本，请先采纳", en: "All parties have approved the pending version; adopt it first")
    static let withdrawInstead = Label(
        zh: "与现行内容相同；如需放弃修订，请撤回待定版本", en: "This is the content in force; withdraw the pending version instead")
    static let nothingPending = Label(zh: "没有待采纳的修订", en: "There is no amendment to adopt")
    static let agreementEnded = Label(zh: "协议已结束", en: "The agreement has ended")
}
