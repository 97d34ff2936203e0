import Model

/// Who of the example university went abroad, and who came.
enum MobilityPlan {
    /// The years in which people travelled; in between nobody could.
    private static let years = [2018, 2019, 2021, 2022, 2023, 2024, 2025]
    private static let outgoing = 20
    private static let incoming = 8
    private static let staff = 6

    static func errands(_ institutions: [String: RecordID], _ agreements: [String: RecordID]) throws -> [Errand] {
        var result: [Errand] = []
        for (round, year) in Self.years.enumerated() {
            let ties = NewTie.all.filter { $0.isForStudents && $0.firstYear.first <= year }
            // A step without a common divisor reaches every agreement once before it comes back to one.
            let step = [7, 11, 13].first { !ties.count.isMultiple(of: $0) } ?? 1
            for seat in 0..<min(Self.outgoing, ties.count) {
                let tie = ties[(seat * step + round * 3) % ties.count]
                result.append(
                    try Self.student(
                        result.count, year: year, tie, direction: "outgoing", institutions, agreements))
            }
            for seat in 0..<min(Self.incoming, ties.count) {
                let tie = ties[(seat * step + round) % ties.count]
                result.append(
                    try Self.student(
                        result.count, year: year, tie, direction: "incoming", institutions, agreements))
            }
            for seat in 0..<Self.staff {
                let partner = Universities.partners[(round * 31 + seat * 47) % Universities.partners.count]
                result.append(try Self.teacher(result.count, year: year, partner, institutions))
            }
        }
        return result
    }

    private static func student(
        _ serial: Int, year: Int, _ tie: NewTie, direction: String, _ institutions: [String: RecordID],
        _ agreements: [String: RecordID],
    ) throws -> Errand {
        guard let institution = institutions[tie.university.code], let agreement = agreements[tie.code] else {
            throw DemoError(.plan, record: tie.code)
        }
        let isOwn = direction == "outgoing"
        // A hundred students, so that some of them travel twice.
        let person = isOwn ? serial % 100 : serial
        let isExchange = tie.types.contains("student_exchange")
        let isAutumn = !serial.isMultiple(of: 3)
        let planned = Self.planned(year, isAutumn: isAutumn, isWholeYear: !isExchange)
        let school = Schools.by(person)
        let input = JSONObject([
            "direction": .string(direction), "traveller": "student",
            "personName": (isOwn ? People.own(person) : People.foreign(person, from: tie.university.country)).fieldJSON,
            "personNumber": .string(isOwn ? "2017\((person + 1).padded(5))" : "EX\(year)\((serial + 1).padded(4))"),
            "nationality": .string(isOwn ? "CN" : tie.university.country),
            "counterpart": institution.fieldJSON, "agreement": agreement.fieldJSON,
            "category": .string(isExchange ? "exchange_semester" : "joint_bachelor"),
            "eqfAtNomination": serial.isMultiple(of: 4) ? "7" : "6",
            "isced": .string(school.isced),
            "mode": year == 2021 ? "virtual" : "physical",
            "planned": planned.fieldJSON,
            "receivingAcademicYear": .string("\(year)/\(year + 1)"),
            "term": .integer(isAutumn ? 1 : 2), "termsPerYear": 2,
            "awardIntended": .string(isExchange ? "none" : "home"),
            "segments": [
                ["country": .string(tie.university.country), "institutionName": tie.university.title.fieldJSON]
            ],
        ])
        return Self.errand(serial, unit: school.code, year: year, planned, input)
    }

    private static func teacher(
        _ serial: Int, year: Int, _ partner: University, _ institutions: [String: RecordID],
    ) throws -> Errand {
        guard let institution = institutions[partner.code] else { throw DemoError(.plan, record: partner.code) }
        let person = 200 + serial % 60
        let from = DemoDay.day(year, 9 + serial % 3, 1 + serial % 20)
        let planned = DemoDay.period(from, from.after([6, 30, 180][serial % 3]))
        let input = JSONObject([
            "direction": "outgoing", "traveller": serial.isMultiple(of: 5) ? "admin_staff" : "teaching_staff",
            "personName": People.own(person).fieldJSON,
            "personNumber": .string("T\((person + 1).padded(5))"),
            "nationality": "CN",
            "counterpart": institution.fieldJSON,
            "category": .string(["conference", "training", "research_visit"][serial % 3]),
            "isced": .string(Schools.by(person).isced),
            "mode": year == 2021 ? "virtual" : "physical",
            "planned": planned.fieldJSON,
            "segments": [["country": .string(partner.country), "institutionName": partner.title.fieldJSON]],
        ])
        return Self.errand(serial, unit: Schools.by(person).code, year: year, planned, input)
    }

    private static func planned(_ year: Int, isAutumn: Bool, isWholeYear: Bool) -> Period {
        if isWholeYear { return DemoDay.period(DemoDay.day(year, 9, 1), DemoDay.day(year + 1, 7, 11)) }
        return isAutumn
            ? DemoDay.period(DemoDay.day(year, 9, 1), DemoDay.day(year + 1, 1, 17))
            : DemoDay.period(DemoDay.day(year + 1, 2, 20), DemoDay.day(year + 1, 7, 11))
    }

    private static func errand(
        _ serial: Int, unit: String, year: Int, _ planned: Period, _ input: JSONObject,
    ) -> Errand {
        let from = planned.from ?? DemoDay.report
        return Errand(
            Mobility.resource, code: "DEMO-MOB-\((serial + 1).padded(3))", unit: unit, on: from.after(-100), input,
            steps: MobilityStory(serial: serial, year: year, planned: planned).steps)
    }
}
