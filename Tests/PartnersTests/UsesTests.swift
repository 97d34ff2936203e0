import Database
import FoundationEssentials
import Model
import ServiceKit
import TestSupport
import Testing

@testable import EventBus
@testable import Partners

@Suite("What is heard of mobilities")
struct UsesTests {
    private func event(
        _ verb: String, _ subject: String, _ agreement: RecordID?, state: String, receiver: String = "pending",
    ) -> Event {
        var record: JSON = ["state": .string(state), "receiverState": .string(receiver)]
        if let agreement { record = record.mergePatched(with: ["agreement": agreement.fieldJSON]) }
        let data: JSON = ["record": record, "changed": []]
        return Event(
            position: 1, id: UUID(), source: "/mobility", type: "mobility.mobility.\(verb)", subject: subject,
            microseconds: 0, partitionKey: subject, data: data.bytes)
    }

    /// Whether each agreement is used once these events have been heard.
    private func hear(
        _ events: [Event], _ agreements: [RecordID], _ office: PartnersOffice,
    ) async throws -> [Bool] {
        try await office.pool.withTransaction { connection in
            let batch = EventBatch(
                subscription: "partners.agreement-uses", events: events, next: 1, head: 1, attempt: 1)
            try await AgreementUses.projection.handle(batch, connection)
            var answers: [Bool] = []
            for agreement in agreements {
                answers.append(try await AgreementUses.isUsed(agreement, on: connection))
            }
            return answers
        }
    }

    @Test("A mobility uses its agreement until cancelled, refused, moved or gone, however often it is heard")
    func uses() async throws {
        try await PartnersOffice.with { office in
            let agreements = [RecordID.generate(), RecordID.generate()]
            let (one, two) = (agreements[0], agreements[1])
            let nominated = self.event("nominated", "mobilities/a", one, state: "nomination")
            let refused = self.event("rejected", "mobilities/c", one, state: "nomination", receiver: "rejected")
            let steps: [(Event, [Bool])] = [
                (nominated, [true, false]),
                (nominated, [true, false]),
                (self.event("updated", "mobilities/a", two, state: "nomination"), [false, true]),
                (self.event("created", "mobilities/b", nil, state: "nomination"), [false, true]),
                (self.event("cancelled", "mobilities/a", two, state: "cancelled"), [false, false]),
                (self.event("created", "mobilities/c", one, state: "live"), [true, false]),
                (refused, [false, false]),
                (self.event("resubmitted", "mobilities/c", one, state: "nomination"), [true, false]),
                (self.event("deleted", "mobilities/c", one, state: "live"), [false, false]),
            ]
            for (event, expected) in steps {
                let used = try await self.hear([event], agreements, office)
                #expect(used == expected, "\(event.type) \(event.subject ?? "")")
            }
        }
    }
}
