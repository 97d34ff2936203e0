import Model

/// The agreements of the example office, as errands.
enum AgreementsPlan {
    /// The new ones since the congress.
    static func new(_ institutions: [String: RecordID]) throws -> [Errand] {
        try NewTie.all.enumerated().map { index, tie in
            guard let id = institutions[tie.university.code] else { throw DemoError(.plan, record: tie.code) }
            let school = Schools.by(index)
            let isOfUnit = index % 6 == 5
            return Self.errand(
                Paper(
                    code: tie.code, unit: isOfUnit ? school.code : "office", partner: tie.university.title,
                    institution: id, types: tie.types, signed: tie.signed, years: 5,
                    // Papers on students go on until somebody objects; some others have run out by now.
                    renews: tie.isForStudents || !index.isMultiple(of: 3),
                    conditions: tie.isForStudents ? Self.conditions(tie) : [],
                    renewedFrom: nil),
                from: tie.signed.after(-150))
        }
    }

    /// What stood before the congress, for every partner without a new agreement and for all institutes: taken over from
    /// paper in 2012.
    static func old(_ institutions: [String: RecordID]) throws -> [Errand] {
        try OldTie.all.map { tie in
            guard let id = institutions[tie.institution] else { throw DemoError(.plan, record: tie.code) }
            return Self.errand(
                Paper(
                    code: tie.code, unit: "office", partner: tie.title, institution: id, types: tie.types,
                    signed: tie.signed, years: tie.isRenewed || tie.isOver ? 5 : 10,
                    renews: !tie.isRenewed && !tie.isOver,
                    conditions: [], renewedFrom: nil),
                from: DemoDay.takeover, allAtOnce: true)
        }
    }

    /// The renewals of some of those; they are no new agreements.
    static func renewals(_ institutions: [String: RecordID], _ agreements: [String: RecordID]) throws -> [Errand] {
        try OldTie.all.filter(\.isRenewed).map { tie in
            guard let id = institutions[tie.institution], let original = agreements[tie.code] else {
                throw DemoError(.plan, record: tie.code)
            }
            return Self.errand(
                Paper(
                    code: "\(tie.code)-R", unit: "office", partner: tie.title, institution: id, types: tie.types,
                    signed: tie.renewed, years: 5, renews: true, conditions: [], renewedFrom: original),
                from: tie.renewed.after(-120))
        }
    }

    private struct Paper {
        let code: String
        let unit: String
        let partner: LocalizedText
        let institution: RecordID
        let types: [String]
        let signed: CalendarDate
        let years: Int
        let renews: Bool
        let conditions: [JSON]
        let renewedFrom: RecordID?
    }

    private static func errand(_ paper: Paper, from day: CalendarDate, allAtOnce: Bool = false) -> Errand {
        let type = paper.types[0]
        let own: JSON = ["no": 1, "isOwn": true]
        let other: JSON = ["no": 2, "isOwn": false, "institution": paper.institution.fieldJSON, "role": "partner"]
        let title = JSON.object(
            JSONObject([
                "zh": .string("与\(paper.partner.preferred(.zh))的\(Agreement.agreementTypes.text(type, .zh))"),
                "en": .string("\(Agreement.agreementTypes.text(type, .en)) with \(paper.partner.preferred(.en))"),
            ]))
        let effective = DemoDay.period(paper.signed, paper.signed.years(paper.years))
        let input = JSONObject([
            "title": title,
            "types": paper.types.fieldJSON,
            "primaryType": .string(type),
            "level": paper.unit == "office" ? "university" : "unit",
            "parties": [own, other],
            "conditions": paper.conditions.isEmpty ? nil : .array(paper.conditions),
            "effective": effective.fieldJSON,
            "autoRenewMonths": paper.renews ? .integer(60) : nil,
            "autoRenewNoticeDays": paper.renews ? .integer(180) : nil,
            "languages": ["zh", "en"],
            "authoritativeLanguage": "en",
            "origin": paper.renewedFrom == nil ? "new" : "renewal",
            "renewedFrom": paper.renewedFrom?.fieldJSON,
            "binding": type == "memorandum" ? "non_binding" : "binding",
            "confidentiality": "internal",
        ])
        return Errand(
            Agreement.resource, code: paper.code, unit: paper.unit, on: day, input,
            steps: Self.way(of: paper, from: day, allAtOnce: allAtOnce))
    }

    /// From the draft to the day on which it takes effect; a paper that is taken over goes through it in a day.
    private static func way(of paper: Paper, from day: CalendarDate, allAtOnce: Bool) -> [Errand.Step] {
        func on(_ days: Int) -> CalendarDate { allAtOnce ? day : day.after(days) }
        let unit = paper.unit
        func approval(_ party: Int64, by name: String, on date: CalendarDate) -> Errand.Step {
            .companion(AgreementApproval.resource, on: allAtOnce ? day : date) { agreement in
                JSONObject([
                    "unit": .string(unit), "agreement": agreement.fieldJSON, "party": .integer(party),
                    "versionNo": .integer(1), "approvedOn": min(date, paper.signed).fieldJSON,
                    "approvedBy": .string(name),
                ])
            }
        }
        return [
            .transition("submit", on: on(10)),
            .transition("approve_internally", on: on(24)),
            .transition("send", on: on(30)),
            .transition("agree", on: on(75)),
            approval(1, by: People.own(1).preferred(.zh), on: paper.signed.after(-20)),
            approval(2, by: "President's Office", on: paper.signed.after(-10)),
            .transition("sign", on: allAtOnce ? day : paper.signed, JSONObject(["signedOn": paper.signed.fieldJSON])),
            .transition("enter_into_force", on: allAtOnce ? day : paper.signed),
        ]
    }

    /// As many come as go.
    private static func conditions(_ tie: NewTie) -> [JSON] {
        let activity: JSON = tie.types.contains("student_exchange") ? "student_studies" : "joint_degree_phase"
        return [(1, 2), (2, 1)].map { sender, receiver in
            .object(
                JSONObject([
                    "activity": activity, "sendingParty": .integer(sender), "receivingParty": .integer(receiver),
                    "firstAcademicYear": .string(tie.firstYear.description),
                    "peoplePerYear": .integer(tie.places), "eqf": ["6", "7"], "tuition": "waived",
                ]))
        }
    }
}
