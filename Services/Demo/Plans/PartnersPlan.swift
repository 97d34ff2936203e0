import Model

/// Whom the example office knows.
enum PartnersPlan {
    static func institutions() -> [Errand] {
        Universities.partners.enumerated().map { index, university in
            Self.errand(university, kind: "higher_education", steps: ["contact"], index: index)
        }
            + ResearchInstitutes.all.map(Self.errand)
            + Universities.dormant.map { Self.errand($0, kind: "higher_education", steps: ["contact"], index: 1) }
            + Universities.prospects.enumerated().map { index, university in
                Self.errand(
                    university, kind: "higher_education", steps: index.isMultiple(of: 2) ? ["contact"] : [], index: 4)
            }
    }

    private static func errand(_ university: University, kind: String, steps: [String], index: Int) -> Errand {
        let identifier: JSON = ["scheme": "DOMAIN", "value": .string(university.domain), "preferred": true]
        return Errand(
            Institution.resource, code: university.code, unit: "office", on: DemoDay.takeover,
            JSONObject([
                "title": university.title.fieldJSON,
                "kind": .string(kind),
                "country": .string(university.country),
                "website": .string("https://\(university.domain)/"),
                "identifiers": [identifier],
                "tags": index.isMultiple(of: 9) ? [["tag": "重点合作"]] : nil,
                "screenedOn": DemoDay.day(2022, 3, 1 + index % 28).fieldJSON,
                "screeningResult": "clear",
            ]),
            steps: steps.map { .transition($0, on: DemoDay.takeover) })
    }

    private static func errand(_ institute: ResearchInstitutes.Institute) -> Errand {
        Errand(
            Institution.resource, code: institute.code, unit: "office", on: DemoDay.takeover,
            JSONObject([
                "title": institute.title.fieldJSON,
                "kind": "research_institute",
                "country": .string(institute.country),
            ]),
            steps: [.transition("contact", on: DemoDay.takeover)])
    }

    /// Persons to write to at every third university; the addresses lie in a domain that is reserved for examples
    /// (RFC 2606).
    static func contacts(_ institutions: [String: RecordID]) -> [Errand] {
        let roles: [[JSON]] = [
            ["coordinator_in", "coordinator_out"], ["administrative"], ["scientific_lead"], ["signatory"],
        ]
        return Universities.partners.enumerated().filter { $0.offset.isMultiple(of: 3) }.map { index, university in
            let name = People.foreign(index, from: university.country)
            return Errand(
                Contact.resource, code: "DEMO-CON-\((index / 3 + 1).padded(3))", unit: "office", on: DemoDay.takeover,
                JSONObject([
                    "name": .string(name.preferred(.en)),
                    "names": [["fullName": .string(name.preferred(.zh)), "lang": "zh"]],
                    "institution": institutions[university.code]?.fieldJSON,
                    "roles": .array(roles[index / 3 % roles.count]),
                    "position": "International Office",
                    "emails": [["email": .string("contact\(index + 1)@example.org")]],
                ]))
        }
    }
}
