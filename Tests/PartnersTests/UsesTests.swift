import Database
import FoundationEssentials
import Model
import ServiceKit
import TestSupport
import Testing

@testable import EventBus
@testable import Partners

@Suite("What is heard of those who refer to our records")
struct UsesTests {
    private func event(_ resource: Resource, _ verb: String, _ id: String, _ record: JSON) -> Event {
        let data: JSON = ["record": record, "changed": []]
        let subject = "\(resource.collection)/\(id)"
        return Event(
            position: 1, id: UUID(), source: "/\(resource.service)", type: resource.eventType(verb), subject: subject,
            microseconds: 0, partitionKey: subject, data: data.bytes)
    }

    private func mobility(
        _ verb: String, _ id: String, _ agreement: RecordID?, state: String, receiver: String = "pending",
    ) -> Event {
        let record: JSON = ["state": .string(state), "receiverState": .string(receiver)]
        return self.event(
            Mobility.resource, verb, id,
            agreement.map { record.mergePatched(with: ["agreement": $0.fieldJSON]) } ?? record)
    }

    private func hear(_ event: Event, _ office: PartnersOffice) async throws {
        #expect(Uses.projection.filter.matches(event))
        try await office.pool.withTransaction { connection in
            let batch = EventBatch(
                subscription: Uses.projection.name, events: [event], next: 1, head: 1, attempt: 1)
            try await Uses.projection.handle(batch, connection)
        }
    }

    @Test("A mobility relies on its agreement until cancelled, refused, moved or gone, however often it is heard")
    func reliance() async throws {
        try await PartnersOffice.with { office in
            let (one, two) = (RecordID.generate(), RecordID.generate())
            let nominated = self.mobility("nominated", "a", one, state: "nomination")
            let refused = self.mobility("rejected", "c", one, state: "nomination", receiver: "rejected")
            let steps: [(Event, [Bool])] = [
                (nominated, [true, false]),
                (nominated, [true, false]),
                (self.mobility("updated", "a", two, state: "nomination"), [false, true]),
                (self.mobility("created", "b", nil, state: "nomination"), [false, true]),
                (self.mobility("cancelled", "a", two, state: "cancelled"), [false, false]),
                (self.mobility("created", "c", one, state: "live"), [true, false]),
                (refused, [false, false]),
                (self.mobility("resubmitted", "c", one, state: "nomination"), [true, false]),
                (self.mobility("deleted", "c", one, state: "live"), [false, false]),
            ]
            for (event, expected) in steps {
                try await self.hear(event, office)
                let relied = try await office.pool.withConnection { connection in
                    [
                        try await Uses.isRelied(on: one, on: connection),
                        try await Uses.isRelied(on: two, on: connection),
                    ]
                }
                #expect(relied == expected, "\(event.type) \(event.subject ?? "")")
            }
        }
    }

    @Test("An institution that stays or experts refer to is not deleted, whatever became of these; who does is said")
    func institutions() async throws {
        try await PartnersOffice.with { office in
            let nis = try await office.institution("University of Niš", "RS")
            let id = try #require(nis.id).fieldJSON
            let stay: JSON = ["state": "cancelled", "counterpart": id]
            try await self.hear(self.event(Mobility.resource, "cancelled", "a", stay), office)
            try await self.hear(self.event(Mobility.resource, "cancelled", "b", stay), office)
            try await self.hear(self.event(Expert.resource, "created", "c", ["affiliation": id]), office)
            let deletion = { () async throws -> Void in try await office.delete(Institution.resource, nis.id) }
            #expect(try await office.refusal(deletion) == [" reference"])
            let words = try #require(try await office.words(deletion).first)
            #expect(words.zh.contains("人员交流（2）、") && words.zh.contains("（1）") && words.zh.contains("并入其他机构"))
            #expect(words.en.contains("mobilities (2), experts (1)") && words.en.contains("merge"))
            for other in ["a", "b"] {
                try await self.hear(self.event(Mobility.resource, "deleted", other, stay), office)
            }
            #expect(try await office.refusal(deletion) == [" reference"])
            try await self.hear(self.event(Expert.resource, "updated", "c", [:]), office)
            #expect(try await office.refusal(deletion) == [])
        }
    }

    @Test("An agreement that was never signed stays as long as a stay tells of it")
    func agreements() async throws {
        try await PartnersOffice.with { office in
            let draft = try await office.draft(with: try await office.institution("University of Niš", "RS"))
            try await self.hear(self.mobility("cancelled", "a", draft.id, state: "cancelled"), office)
            #expect(
                try await office.refusal { try await office.delete(Agreement.resource, draft.id) } == [" reference"])
        }
    }
}
