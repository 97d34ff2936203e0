import Model

/// Records to test with.
enum Samples {
    /// An agreement in force from 2024 to 2029: students of levels 6 and 7 in engineering, either way.
    static func agreement(
        _ id: RecordID, with institution: RecordID, places: Int64 = 1, version: Int64 = 1, state: String = "in_force",
    ) -> JSON {
        func condition(_ number: Int64, _ sender: Int64, _ receiver: Int64) -> JSON {
            [
                "no": .integer(number), "activity": "student_studies", "sendingParty": .integer(sender),
                "receivingParty": .integer(receiver),
                "firstAcademicYear": "2024/2025", "lastAcademicYear": "2027/2028", "peoplePerYear": .integer(places),
                "eqf": ["6", "7"], "isced": ["0710"],
            ]
        }
        return [
            "id": id.fieldJSON, "code": "AGR-1", "unit": "office", "state": .string(state),
            "version": .integer(version), "title": ["zh": "学生交换协议", "en": "Student exchange"],
            "types": ["student_exchange"],
            "parties": [
                ["no": 1, "isOwn": true], ["no": 2, "isOwn": false, "institution": institution.fieldJSON],
            ],
            "conditions": [condition(1, 1, 2), condition(2, 2, 1)],
            "effective": ["from": "2024-01-01", "to": "2029-01-01"],
        ]
    }

    static func nomination(_ agreement: RecordID?, _ institution: RecordID) -> JSON {
        [
            "unit": "office", "direction": "outgoing", "traveller": "student",
            "personName": ["zh": "王静", "en": "Jing Wang"], "personNumber": "20230001",
            "counterpart": institution.fieldJSON, "agreement": agreement?.fieldJSON ?? .null,
            "category": "exchange_semester", "eqfAtNomination": "6", "isced": "0715", "mode": "physical",
            "planned": ["from": "2025-09-01", "to": "2026-01-20"],
        ]
    }
}
