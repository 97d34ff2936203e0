import Model
import Testing

@Suite("What events are called")
struct EventTitleTests {
    @Test("Every event of every record type has a title in both languages", arguments: EventCatalogue.resources)
    func titles(resource: Resource) throws {
        for event in resource.eventVerbs {
            let title = try #require(resource.title(ofEvent: event), "\(resource.eventType(event))")
            #expect(title.zh.unicodeScalars.contains { $0.properties.isIdeographic }, "\(resource.eventType(event))")
            #expect(title.en.first?.isUppercase == true && title.en != event, "\(resource.eventType(event))")
        }
    }

    @Test(
        "Every step is told from the others of its event by the states before and after",
        arguments: EventCatalogue.resources)
    func steps(resource: Resource) {
        for step in resource.lifecycle.transitions {
            for from in step.from {
                let title = resource.title(ofEvent: step.event, from: from, to: step.to)
                #expect(title == step.label, "\(resource.name) \(step.name) from \(from)")
            }
        }
    }

    @Test(
        "An event of several steps names none of them as long as more than one may be meant",
        arguments: EventCatalogue.resources)
    func shared(resource: Resource) {
        for (event, steps) in Dictionary(grouping: resource.lifecycle.transitions, by: \.event) where steps.count > 1 {
            for state in [nil] + Set(steps.map(\.to)).map(Optional.some) {
                let possible = steps.filter { state == nil || $0.to == state }
                guard possible.count > 1, let title = resource.title(ofEvent: event, to: state) else { continue }
                #expect(!possible.map(\.label).contains(title), "\(resource.name) \(event)")
                if let label = state.flatMap(resource.lifecycle.state)?.label { #expect(title.zh.hasSuffix(label.zh)) }
            }
        }
    }

    @Test("What the states leave open is said by the state that was reached")
    func stages() {
        let resource = Institution.resource
        func title(_ from: String?, _ to: String?) -> Label? {
            resource.title(ofEvent: "stage_changed", from: from, to: to)
        }
        #expect(title("prospect", "partner") == Label(zh: "确立合作", en: "Make a partner"))
        #expect(title("strategic_partner", "partner") == Label(zh: "降为一般伙伴", en: "Step down to partner"))
        #expect(title(nil, "partner") == Label(zh: "合作阶段变更：合作伙伴", en: "Stage changed: Partner"))
        #expect(title(nil, "ended") == Label(zh: "终止合作", en: "End"))
        #expect(title(nil, nil) == Label(zh: "合作阶段变更", en: "Stage changed"))
        #expect(resource.title(ofEvent: "nothing") == nil)
    }
}
