import Experts
import Mobility
import Model
import Partners
import ServiceKit
import Testing

@Suite("The catalogue of events")
struct CatalogueTests {
    @Test("It holds what the services declare, each kind of event once")
    func complete() {
        let services = [PartnersService.definition, MobilityService.definition, ExpertsService.definition]
        let declared = services.flatMap { $0.collections.flatMap { $0.resource.eventTypes } }.map(\.name)
        let listed = EventCatalogue.types.map(\.name).filter { !$0.hasPrefix("events.") }
        #expect(declared.sorted() == listed.sorted())
        #expect(Set(EventCatalogue.types.map(\.name)).count == EventCatalogue.types.count)
        for service in services { #expect(EventCatalogue.reservedPrefixes.contains(service.name)) }
        #expect(EventCatalogue.types.allSatisfy { !$0.label.zh.isEmpty && !$0.label.en.isEmpty })
    }
}
