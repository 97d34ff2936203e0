import Model
import Testing

@Suite("Lifecycles and roles")
struct LifecycleTests {
    @Test("A record starts in the first state and goes the ways that begin where it is")
    func ways() {
        let lifecycle = Lifecycle.record
        #expect(lifecycle.initial == "active")
        #expect(lifecycle.transitions(from: "active").map(\.name) == ["archive"])
        #expect(lifecycle.transitions(from: "archived").map(\.name) == ["restore"])
        #expect(lifecycle.transitions(from: "nowhere").isEmpty)
        #expect(lifecycle.transition("archive")?.to == "archived")
        #expect(lifecycle.transition("fly") == nil)
        #expect(lifecycle.state("archived")?.label.zh == "已归档")
    }

    @Test("The events of a record type are those of its changes and transitions, each once")
    func events() {
        #expect(Declared.resource.eventVerbs == ["created", "updated", "deleted", "archived", "restored"])
        #expect(Declared.resource.eventType("archived") == "samples.thing.archived")
    }

    @Test("A role includes those below it; an integrator is below all")
    func roles() {
        let ranked: [Role] = [.integrator, .viewer, .editor, .approver, .admin]
        for (index, role) in ranked.enumerated() {
            for (other, lower) in ranked.enumerated() { #expect(role.includes(lower) == (other <= index)) }
        }
    }

    @Test("A record is called by its title, else by its code")
    func titles() {
        let titled = Resource(
            "a", in: "s", collection: "as", label: Label(zh: "", en: ""), plural: Label(zh: "", en: ""),
            summary: Label(zh: "", en: ""), codePrefix: "A",
            fields: [Field<LocalizedText>("name", .localized(max: 9), zh: "", en: "", [.title])])
        let record = Record(fieldJSON: ["code": "A-1", "name": ["zh": "甲"]])!
        #expect(titled.title(of: record, in: .zh) == "甲")
        #expect(titled.title(of: record, in: .en) == "甲")
        #expect(titled.title(of: Record(fieldJSON: ["code": "A-1"])!, in: .en) == "A-1")
        #expect(Declared.resource.title(of: record, in: .en) == "A-1")
    }
}
