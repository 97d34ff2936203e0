import Experts
import ServiceKit
import ServiceTestSupport
import Testing

@Suite("The tables of experts")
struct DeclarationTests {
    @Test("Every declaration agrees with its table, and what only steps set is declared with them")
    func agrees() async throws {
        try await ExpertsOffice.with { office in
            for collection in ExpertsService.definition.collections {
                let checks = DeclarationChecks(collection.resource, on: office.owner)
                let problems = try await checks.problems()
                #expect(problems == [])
                #expect(checks.problems(ofFieldsSetBySteps: collection.rule.transitionFields) == [])
            }
        }
    }
}
