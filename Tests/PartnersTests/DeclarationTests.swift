import Model
import Partners
import ServiceKit
import ServiceTestSupport
import TestSupport
import Testing

@Suite("The tables of partners")
struct DeclarationTests {
    @Test(
        "Every declaration agrees with its table, and what only steps set is declared with them",
        arguments: PartnersService.definition.collections.map(\.resource.name))
    func agrees(name: String) async throws {
        let collection = try #require(PartnersService.definition.collections.first { $0.resource.name == name })
        try await PartnersOffice.with { office in
            let checks = DeclarationChecks(collection.resource, on: office.pool)
            let problems = try await checks.problems()
            #expect(problems == [])
            #expect(checks.problems(ofFieldsSetBySteps: collection.rule.transitionFields) == [])
        }
    }

    @Test("Every reference inside the service names one of its collections")
    func references() {
        let collections = Set(PartnersService.definition.collections.map(\.resource.reference))
        for resource in PartnersService.definition.collections.map(\.resource) {
            for field in resource.fields.flatMap({ [$0] + ($0.items ?? []) }) {
                guard case .reference(let reference) = field.kind, reference.service == "partners" else { continue }
                #expect(collections.contains(reference), "\(resource.name).\(field.name)")
            }
        }
    }
}
