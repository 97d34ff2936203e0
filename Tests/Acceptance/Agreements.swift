import Model
import Testing

/// The steps by which an office brings an agreement from a draft to its signature, over HTTP.
struct Agreements {
    let office: OfficeClient

    /// A partner university.
    func institution(_ name: JSON, country: String) async throws -> String {
        let answer = try await self.office.post(
            "/partners/v1/institutions",
            ["unit": "office", "kind": "higher_education", "title": name, "country": .string(country)])
        try #require(answer.status == 201, "\(answer.json)")
        return answer.id
    }

    /// An exchange agreement with a partner from the academic year 2025/2026 on, signed.
    func sign(with institution: String, title: JSON, places: Int64 = 2) async throws -> OfficeClient.Answer {
        let draft: JSON = [
            "unit": "office", "title": title, "types": ["student_exchange"], "primaryType": "student_exchange",
            "level": "university", "origin": "new",
            "parties": [
                ["no": 1, "isOwn": true, "role": "partner"],
                ["no": 2, "institution": .string(institution), "role": "partner"],
            ],
            "conditions": [
                [
                    "activity": "student_studies", "sendingParty": 1, "receivingParty": 2,
                    "firstAcademicYear": "2025/2026", "lastAcademicYear": "2028/2029",
                    "peoplePerYear": .integer(places),
                ]
            ],
            "effective": ["from": "2025-09-01", "to": "2029-09-01"],
        ]
        let created = try await self.office.post("/partners/v1/agreements", draft)
        try #require(created.status == 201, "\(created.json)")
        for step in ["submit", "approve_internally", "send", "agree"] {
            let answer = try await self.step(created.id, step)
            try #require(answer.status == 200, "\(step): \(answer.json)")
        }
        for party: Int64 in [1, 2] {
            let approval = try await self.office.post(
                "/partners/v1/agreement-approvals",
                [
                    "unit": "office", "agreement": .string(created.id), "party": .integer(party), "versionNo": 1,
                    "approvedOn": "2025-05-04", "approvedBy": "校长 President",
                ])
            try #require(approval.status == 201, "\(approval.json)")
        }
        return try await self.step(created.id, "sign", ["signedOn": "2025-05-20"])
    }

    func step(_ id: String, _ name: String, _ fields: JSON = [:]) async throws -> OfficeClient.Answer {
        try await self.office.post("/partners/v1/agreements/\(id)/transitions/\(name)", fields)
    }

    /// The date has come on which a signed agreement takes effect.
    func enterIntoForce(_ id: String) async throws {
        let answer = try await self.step(id, "enter_into_force")
        try #require(answer.status == 200, "\(answer.json)")
    }

    /// Somebody goes there for a semester.
    func nominate(_ agreement: String, at institution: String, name: String) async throws -> OfficeClient.Answer {
        try await self.office.post(
            "/mobility/v1/mobilities",
            [
                "unit": "office", "direction": "outgoing", "traveller": "student", "personName": ["zh": .string(name)],
                "personNumber": .string("2023-\(name)"), "counterpart": .string(institution),
                "agreement": .string(agreement), "category": "exchange_semester", "eqfAtNomination": "6",
                "receivingAcademicYear": "2026/2027", "mode": "physical",
                "planned": ["from": "2026-09-15", "to": "2027-01-20"],
            ])
    }
}
