import Mobility
import ServiceKit
import ServiceTestSupport
import Testing

@Suite("The tables of mobility")
struct DeclarationTests {
    @Test("Every declaration agrees with its table, and what only steps set is declared with them")
    func agrees() async throws {
        try await MobilityOffice.with { office in
            for collection in MobilityService.definition.collections {
                let checks = DeclarationChecks(collection.resource, on: office.owner)
                let problems = try await checks.problems()
                #expect(problems == [])
                #expect(checks.problems(ofFieldsSetBySteps: collection.rule.transitionFields) == [])
            }
        }
    }
}
