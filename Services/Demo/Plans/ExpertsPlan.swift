import Model

/// Foreign experts and teachers of the example university.
enum ExpertsPlan {
    private static let count = 60
    private static let tiers = ["key_scholar", "professional", "language_teacher", "high_level", "academic_master"]

    private static func home(_ number: Int) -> University {
        Universities.partners[number * 23 % Universities.partners.count]
    }

    private static func code(_ number: Int) -> String { "DEMO-EXP-\((number + 1).padded(3))" }

    static let codes = (0..<Self.count).map(Self.code)

    static func experts(_ institutions: [String: RecordID]) -> [Errand] {
        (0..<Self.count).map { number in
            let home = Self.home(number)
            let school = Schools.by(number)
            return Errand(
                Expert.resource, code: Self.code(number), unit: school.code, on: DemoDay.day(2017, 5, 1 + number % 28),
                JSONObject([
                    "name": People.foreign(number * 11, from: home.country).fieldJSON,
                    "nationality": .string(home.country),
                    "sex": number.isMultiple(of: 3) ? "2" : "1",
                    "tier": .string(Self.tiers[number % Self.tiers.count]),
                    "affiliation": institutions[home.code]?.fieldJSON,
                    "highestDegree": number % 5 == 2 ? "7" : "8",
                    "isced": .string(school.isced),
                    "languages": ["en"],
                    "passportNumber": .string("DEMO\((number + 1).padded(5))"),
                    "passportExpiresOn": DemoDay.day(2029, 1 + number % 12, 15).fieldJSON,
                    "email": .string("expert\(number + 1)@example.org"),
                ]))
        }
    }

    /// One engagement for everybody; every fourth expert came a second time.
    static func engagements(_ experts: [String: RecordID]) throws -> [Errand] {
        try (0..<Self.count + Self.count / 4).map { serial in
            let number = serial < Self.count ? serial : (serial - Self.count) * 4
            let isSecond = serial >= Self.count
            guard let expert = experts[Self.code(number)] else { throw DemoError(.plan, record: Self.code(number)) }
            let engagement = EngagementStory(serial: serial, number: number, isSecond: isSecond)
            return Errand(
                Engagement.resource, code: "DEMO-ENG-\((serial + 1).padded(3))", unit: Schools.by(number).code,
                on: engagement.from.after(-200), engagement.input(expert), steps: engagement.steps)
        }
    }
}
