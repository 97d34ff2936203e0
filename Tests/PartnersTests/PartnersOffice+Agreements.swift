import Model
import Testing

extension PartnersOffice {
    func institution(
        _ en: String, _ country: String, zh: String? = nil, kind: String = "higher_education",
        _ more: JSONObject = JSONObject(),
    ) async throws -> Record {
        var object = more
        object["title"] = zh.map { ["zh": .string($0), "en": .string(en)] } ?? ["en": .string(en)]
        object["country"] = .string(country)
        object["kind"] = .string(kind)
        return try await self.create(Institution.resource, .object(object))
    }

    /// A student exchange with one institution.
    func draft(with institution: Record, _ more: JSON = [:]) async throws -> Record {
        let partner = try #require(institution.id).fieldJSON
        var object: JSONObject = JSONObject()
        object["title"] = ["zh": "学生交换协议", "en": "Student exchange"]
        object["types"] = ["student_exchange"]
        object["parties"] = [["no": 1], ["no": 2, "institution": partner, "signatory": "A. Marić"]]
        object["effective"] = ["from": "2026-01-01", "to": "2031-01-01"]
        object["conditions"] = [
            [
                "activity": "student_studies", "sendingParty": 1, "receivingParty": 2, "firstAcademicYear": "2026/2027",
                "peoplePerYear": 4,
            ]
        ]
        guard case .object(let changes) = more else { return Record() }
        for change in changes { object[change.key] = change.value.isNull ? nil : change.value }
        return try await self.create(Agreement.resource, .object(object))
    }

    @discardableResult
    func approve(
        _ agreement: Record, party: Int64, version: Int64 = 1, on day: String = "2026-02-20"
    ) async throws -> Record {
        try await self.create(
            AgreementApproval.resource,
            [
                "agreement": try #require(agreement.id).fieldJSON, "party": .integer(party),
                "versionNo": .integer(version), "approvedOn": .string(day), "approvedBy": "王处长",
                "evidence": "校际函〔2026〕7号",
            ])
    }

    func agreed(with institution: Record, _ more: JSON = [:]) async throws -> Record {
        let agreement = try await self.draft(with: institution, more)
        for name in ["submit", "approve_internally", "send", "agree"] {
            try await self.step(Agreement.resource, agreement.id, name)
        }
        return agreement
    }

    func signed(
        with institution: Record, on day: String = "2026-03-01", approvedOn: String? = nil, _ more: JSON = [:],
    ) async throws -> Record {
        let agreement = try await self.agreed(with: institution, more)
        let parties = agreement[Agreement.parties] ?? []
        for party in parties {
            try await self.approve(agreement, party: party[Agreement.Party.number] ?? 0, on: approvedOn ?? day)
        }
        return try await self.step(Agreement.resource, agreement.id, "sign", ["signedOn": .string(day)])
    }

    func inForce(with institution: Record, on day: String = "2026-03-01", _ more: JSON = [:]) async throws -> Record {
        let agreement = try await self.signed(with: institution, on: day, more)
        return try await self.step(Agreement.resource, agreement.id, "enter_into_force")
    }

    func versions(of agreement: Record) async throws -> [Record] {
        try await self.all(
            AgreementVersion.resource, [("agreement", try #require(agreement.id).description), ("sort", "no")])
    }

    func approvals(of agreement: Record, _ state: String) async throws -> [Record] {
        try await self.all(
            AgreementApproval.resource, [("agreement", try #require(agreement.id).description), ("state", state)])
    }
}
