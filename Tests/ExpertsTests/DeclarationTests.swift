import Experts
import ServiceKit
import ServiceTestSupport
import Testing

@Suite("The tables of experts")
struct DeclarationTests {
    @Test("Every declaration agrees with its table")
    func agrees() async throws {
        try await ExpertsOffice.with { office in
            for collection in ExpertsService.definition.collections {
                let problems = try await DeclarationChecks(collection.resource, on: office.owner).problems()
                #expect(problems == [])
            }
        }
    }
}
