import Mobility
import ServiceKit
import ServiceTestSupport
import Testing

@Suite("The tables of mobility")
struct DeclarationTests {
    @Test("Every declaration agrees with its table")
    func agrees() async throws {
        try await MobilityOffice.with { office in
            for collection in MobilityService.definition.collections {
                let problems = try await DeclarationChecks(collection.resource, on: office.owner).problems()
                #expect(problems == [])
            }
        }
    }
}
