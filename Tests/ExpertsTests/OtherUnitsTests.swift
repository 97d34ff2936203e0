import Database
import Experts
import Model
import TestSupport
import Testing

@testable import ServiceKit

@Suite("Experts of other units")
struct OtherUnitsTests {
    private func stranger(_ office: ExpertsOffice) -> ExpertsOffice { office.acting("zhao", (.approver, "university")) }

    @Test("A passport's date is not told to those who may not read the expert")
    func passport() async throws {
        try await ExpertsOffice.with { office in
            let expert = try await office.expert(["passportExpiresOn": "2026-12-31"])
            let stranger = self.stranger(office)
            let record = try await stranger.signed(try await stranger.engagement(of: expert))
            try await stranger.step(record, "notify_permit", ["permitNoticeOn": "2026-01-20"])
            try await stranger.step(record, "issue_visa", ["visaIssuedOn": "2026-02-01"])
            try await stranger.step(record, "arrive", ["arrivedOn": "2026-02-20"])
            func words(_ actor: ExpertsOffice) async throws -> [Label] {
                try await actor.words {
                    try await actor.step(record, "validate_permits", ["permitsValidUntil": "2027-03-01"])
                }
            }
            let told = try await words(office)
            #expect(told.count == 1 && told.allSatisfy { $0.zh.contains("2026-12-31") && $0.en.contains("2026-12-31") })
            let kept = try await words(stranger)
            #expect(kept.count == 1 && kept.allSatisfy { !$0.zh.contains("2026") && !$0.en.contains("2026") })
        }
    }

    @Test("A namesake and an overlapping engagement of another unit are not named")
    func names() async throws {
        try await ExpertsOffice.with { office in
            let expert = try await office.expert()
            let theirs = try await office.engagement(of: expert)
            let stranger = self.stranger(office)
            let own = try await stranger.engagement(of: expert, ["term": ["from": "2026-06-01", "to": "2027-06-01"]])
            let row: JSON = [
                "unit": "university", "name": ["zh": "安娜·施密特"], "nationality": "DE", "tier": "professional",
            ]
            let rule = try #require(
                ExpertsService.definition.collections.first { $0.resource.name == Engagement.resource.name }
            ).rule
            func heard(by actor: ExpertsOffice) async throws -> [Label] {
                let report = try await actor.keeper().importRows(
                    [ImportRow(line: 2, input: row)], into: Expert.resource, as: actor.actor, dryRun: true)
                let warnings = try await actor.pool.withConnection { connection in
                    try await rule.warnings(
                        about: own, in: actor.keeper().context(on: connection, for: actor.actor))
                }
                #expect(report.suspicious.count == 1 && warnings.count == 1)
                return report.suspicious.map(\.issue.message) + warnings.map(\.message)
            }
            let codes = [try #require(expert.code), try #require(theirs.code)]
            for label in try await heard(by: stranger) {
                #expect(label.zh.contains("另一单位的记录") && label.en.contains("a record of another unit"))
                #expect(!codes.contains { label.zh.contains($0) || label.en.contains($0) })
            }
            for (label, code) in zip(try await heard(by: office), codes) { #expect(label.en.contains(code)) }
        }
    }
}
