import Model
import ServiceKit

/// A version of an agreement's content, and who has approved it so far.
struct AgreementProposal {
    let version: Record
    let content: AgreementContent
    /// The numbers of the parties whose approval is valid.
    let approved: Set<Int64>

    var hash: String? { self.version[AgreementVersion.contentHash] }

    /// Nil when there is no such version.
    init?(_ number: Int64, of agreement: RecordID, in context: RuleContext) async throws {
        guard let version = try await AgreementVersions.version(number, of: agreement, in: context) else {
            return nil
        }
        self.version = version
        self.content = try AgreementContent(text: version[AgreementVersion.content] ?? "")
        self.approved = try await AgreementApprovals.parties(
            of: agreement, version: number, hash: version[AgreementVersion.contentHash] ?? "", in: context)
    }
}
