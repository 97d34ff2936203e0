import Database
import Model
import ServiceKit

/// Who has approved what.
enum AgreementApprovals {
    /// The numbers of the parties that have a valid approval of exactly this content.
    static func parties(
        of agreement: RecordID, version: Int64, hash: String, in context: RuleContext,
    ) async throws -> Set<Int64> {
        let rows = try await context.connection.query(
            """
            SELECT party FROM partners.agreement_approvals WHERE agreement = \(agreement.description)::uuid \
            AND version_no = \(version) AND content_hash = \(hash) AND state = 'valid'
            """)
        return Set(try rows.map { try $0.decode(0, as: Int64.self) })
    }

    /// The version that was or is to be signed, and the day on which the last party approved it.
    ///
    /// Before signing no other version has valid approvals; what is amended later is approved under a higher number.
    static func signed(
        of agreement: RecordID, in context: RuleContext,
    ) async throws -> (version: Int64, approvedOn: CalendarDate)? {
        let rows = try await context.connection.query(
            """
            SELECT version_no, max(approved_on)::text FROM partners.agreement_approvals \
            WHERE agreement = \(agreement.description)::uuid AND state = 'valid' \
            GROUP BY version_no ORDER BY version_no LIMIT 1
            """)
        guard let row = rows.first, let day = row.string(1).flatMap({ CalendarDate($0) }) else { return nil }
        return (try row.decode(0), day)
    }

    /// Refuses a day of signing on which not all had approved yet.
    static func requireGiven(by day: CalendarDate, of agreement: RecordID, in context: RuleContext) async throws {
        guard let last = try await Self.signed(of: agreement, in: context)?.approvedOn, day < last else { return }
        throw ValidationError("/signedOn", .business, .signedBeforeApproval(last))
    }

    /// Refuses unless all parties of this content have approved it.
    static func requireAll(
        _ content: AgreementContent, of agreement: RecordID, version: Int64, hash: String, in context: RuleContext,
    ) async throws {
        let given = try await Self.parties(of: agreement, version: version, hash: hash, in: context)
        let missing = content.numberedParties.filter { !given.contains($0.number) }
        guard !missing.isEmpty else { return }
        throw ValidationError(
            "", .business, .approvalMissing(try await PartyDirectory.names(missing, in: context), version))
    }
}

extension Label {
    static func signedBeforeApproval(_ day: CalendarDate) -> Label {
        Label(
            zh: "不能早于各方批准之日：最后一方于 \(day) 批准",
            en: "Must not lie before the approvals, the last of which was given on \(day)")
    }
    static func approvalMissing(_ parties: Label, _ version: Int64) -> Label {
        Label(
            zh: "第 \(version) 版还缺以下签约方的批准：\(parties.zh)",
            en: "Version \(version) lacks the approval of these parties: \(parties.en)")
    }
}
