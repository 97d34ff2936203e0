import Database
import Model
import ServiceKit

/// The program's own writing: the history of contents and what happens to approvals.
///
/// These records do not go through the keeper, because nobody but the program may make or change them.
enum AgreementVersions {
    static func all(of agreement: RecordID, in context: RuleContext) async throws -> [Record] {
        try await context.store(AgreementVersion.resource).records(
            where: "t.agreement = \(agreement.description)::uuid", limit: 100_000, on: context.connection)
    }

    static func version(_ number: Int64, of agreement: RecordID, in context: RuleContext) async throws -> Record? {
        try await context.store(AgreementVersion.resource).records(
            where: "t.agreement = \(agreement.description)::uuid AND t.no = \(number)", limit: 1, on: context.connection
        ).first
    }

    /// The number that the next content gets; the agreement's row is locked, so nobody else takes it meanwhile.
    static func next(after change: Change, in context: RuleContext) async throws -> Int64 {
        let rows = try await context.connection.query(
            "SELECT max(no) + 1 FROM partners.agreement_versions WHERE agreement = \(change.id.description)::uuid")
        return try rows.first?.decode(0, as: Int64?.self) ?? 1
    }

    static func add(
        number: Int64, content: AgreementContent, state: String, for change: Change, in context: RuleContext,
    ) async throws {
        var record = Record()
        record.object[SystemFields.unit.name] = change.after.object[SystemFields.unit.name]
        record.object[SystemFields.state.name] = .string(state)
        record[AgreementVersion.agreement] = change.id
        record[AgreementVersion.number] = number
        record[AgreementVersion.content] = content.text
        record[AgreementVersion.contentHash] = content.hash
        if change.changed.contains(Agreement.changeReason.name) {
            record[AgreementVersion.reason] = change.after[Agreement.changeReason]
        }
        let names = AgreementVersion.resource.fields.map(\.name).filter { record.object[$0] != nil }
        try await Self.write(
            Change(
                .create, id: RecordID.generate(), before: nil, after: record, changed: names, actor: change.actor,
                at: change.at), AgreementVersion.resource, in: context)
    }

    /// Puts versions aside that something newer has taken the place of.
    static func retire(_ states: [String], of change: Change, in context: RuleContext) async throws {
        let versions = try await Self.all(of: change.id, in: context)
        for version in versions where states.contains(version.state ?? "") {
            try await Self.move(version, to: "replaced", verb: "replaced", with: change, in: context)
        }
    }

    static func move(
        _ version: Record, to state: String, verb: String, with change: Change, in context: RuleContext,
    ) async throws {
        guard let id = version.id else { return }
        var after = version
        after.object[SystemFields.state.name] = .string(state)
        var step = Change(
            .update, id: id, before: version, after: after, changed: [SystemFields.state.name], actor: change.actor,
            at: change.at)
        step.verb = verb
        try await Self.write(step, AgreementVersion.resource, in: context)
    }

    /// - Returns: how many approvals there were.
    static func voidApprovals(
        of change: Change, where condition: SQL, reason: Label, in context: RuleContext,
    ) async throws -> Int {
        let resource = AgreementApproval.resource
        guard let transition = resource.lifecycle.transition("void") else { return 0 }
        let approvals = try await context.store(resource).records(
            where: "t.agreement = \(change.id.description)::uuid AND \(condition)", on: context.connection)
        for approval in approvals {
            guard let id = approval.id else { continue }
            var step = Change(
                .transition(transition), id: id, before: approval, after: approval, changed: [SystemFields.state.name],
                actor: change.actor, at: change.at)
            step.after.object[SystemFields.state.name] = "void"
            step.set(AgreementApproval.voidReason, to: "\(reason.zh) / \(reason.en)")
            try await Self.write(step, resource, in: context)
        }
        return approvals.count
    }

    /// Versions and approvals are seen by whoever sees the agreement.
    static func followUnit(_ change: Change, in context: RuleContext) async throws {
        for resource in [AgreementVersion.resource, AgreementApproval.resource] {
            let records = try await context.store(resource).records(
                where: "t.agreement = \(change.id.description)::uuid", limit: 100_000, on: context.connection)
            for record in records {
                guard let id = record.id else { continue }
                var after = record
                after.object[SystemFields.unit.name] = change.after.object[SystemFields.unit.name]
                try await Self.write(
                    Change(
                        .update, id: id, before: record, after: after, changed: [SystemFields.unit.name],
                        actor: change.actor, at: change.at), resource, in: context)
            }
        }
    }

    static func removeAll(with change: Change, in context: RuleContext) async throws {
        for resource in [AgreementApproval.resource, AgreementVersion.resource] {
            let records = try await context.store(resource).records(
                where: "t.agreement = \(change.id.description)::uuid", limit: 100_000, on: context.connection)
            for record in records {
                guard let id = record.id else { continue }
                try await Self.write(
                    Change(
                        .delete, id: id, before: record, after: record, changed: [], actor: change.actor, at: change.at),
                    resource, in: context)
            }
        }
    }

    static func write(_ change: Change, _ resource: Resource, in context: RuleContext) async throws {
        _ = try await context.store(resource).write(change, on: context.connection)
    }
}
