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

    /// Refuses unless all of these parties have approved this content.
    static func requireAll(
        _ numbers: [Int64], of agreement: RecordID, version: Int64, hash: String, in context: RuleContext,
    ) async throws {
        let given = try await Self.parties(of: agreement, version: version, hash: hash, in: context)
        let missing = numbers.filter { !given.contains($0) }
        guard missing.isEmpty else { throw ValidationError("", .business, .approvalMissing(missing, version)) }
    }
}

extension Label {
    static func approvalMissing(_ parties: [Int64], _ version: Int64) -> Label {
        let list = parties.map(String.init).joined(separator: ", ")
        return Label(
            zh: "第 \(version) 版还缺以下签约方的批准：\(list)", en: "Version \(version) lacks the approval of the parties \(list)")
    }
}
