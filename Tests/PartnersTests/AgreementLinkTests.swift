import Model
import ServiceKit
import TestSupport
import Testing

@testable import Partners

@Suite("Agreements that refer to each other")
struct AgreementLinkTests {
    private let resource = Agreement.resource

    @Test("No agreement is an annex to itself or follows itself, however long the way round")
    func circles() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS")
            let first = try await office.draft(with: nis)
            let links: [(String, JSON)] = [("parentAgreement", [:]), ("renewedFrom", ["origin": "renewal"])]
            for (field, more) in links {
                func link(to other: Record) throws -> JSON {
                    more.mergePatched(with: [field: try #require(other.id).fieldJSON])
                }
                let second = try await office.draft(with: nis, try link(to: first))
                let third = try await office.draft(with: nis, try link(to: second))
                for other in [first, second, third] {
                    let closing = try link(to: other)
                    #expect(
                        try await office.refusal { try await office.update(self.resource, first.id, closing) }
                            == ["/\(field) business"])
                }
            }
        }
    }

    @Test("Of two changes that close a circle together one is refused")
    func atOnce() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS")
            // Three in a row: the two changes lock no agreement in common.
            let first = try await office.draft(with: nis)
            let second = try await office.draft(with: nis, ["parentAgreement": try #require(first.id).fieldJSON])
            let third = try await office.draft(with: nis)
            let fourth = try await office.draft(with: nis, ["parentAgreement": try #require(third.id).fieldJSON])
            let refusals = try await withThrowingTaskGroup(of: [String].self) { group in
                for (below, above) in [(first, fourth), (third, second)] {
                    let patch: JSON = ["parentAgreement": try #require(above.id).fieldJSON]
                    group.addTask {
                        try await office.refusal { try await office.update(self.resource, below.id, patch) }
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(refusals == ["/parentAgreement business"])
        }
    }
}
