import Model
import Testing

@Suite("Country groups")
struct CountryGroupTests {
    private let directory = CountryGroupDirectory.standard

    private func count(_ name: CountryGroup.Name, _ date: String) throws -> Int {
        self.directory.members(of: name, on: try #require(CalendarDate(date))).count
    }

    @Test(
        "Belt and Road countries are as many as were announced",
        arguments: [
            ("2013-09-07", 0), ("2019-03-31", 125), ("2019-04-30", 131), ("2019-10-31", 137), ("2020-09-30", 138),
            ("2021-01-31", 140), ("2021-12-31", 145), ("2022-01-31", 147), ("2022-07-04", 149), ("2023-08-24", 152),
            ("2023-09-30", 152),
        ])
    func beltAndRoad(date: String, expected: Int) throws {
        #expect(try self.count(.beltAndRoad, date) == expected)
    }

    @Test(
        "The other groups have their members at their dates",
        arguments: [
            (CountryGroup.Name.europeanUnion, "2020-01-31", 28), (.europeanUnion, "2020-02-01", 27),
            (.europeanUnion, "1957-12-31", 0), (.europeanUnion, "1958-01-01", 6), (.europeanUnion, "2004-05-01", 25),
            (.southeastAsia, "2025-10-25", 10), (.southeastAsia, "2025-10-26", 11), (.arabLeague, "2024-01-01", 22),
            (.africa, "2024-01-01", 54), (.africa, "2011-07-08", 53), (.latinAmerica, "2024-01-01", 33),
            (.shanghaiCooperation, "2016-01-01", 6), (.shanghaiCooperation, "2024-12-31", 10),
            (.centralAndEasternEurope, "2012-12-31", 16), (.centralAndEasternEurope, "2020-01-01", 17),
            (.centralAndEasternEurope, "2023-01-01", 14), (.regionalPartnership, "2023-12-31", 15),
        ])
    func others(name: CountryGroup.Name, date: String, expected: Int) throws {
        #expect(try self.count(name, date) == expected)
    }

    @Test("A country is in the groups of its day")
    func groupsOfCountry() throws {
        let before = try #require(CalendarDate("2020-01-31"))
        let after = try #require(CalendarDate("2020-02-01"))
        #expect(self.directory.groups(of: "GB", on: before) == [.europeAndAmerica, .europeanUnion])
        #expect(self.directory.groups(of: "GB", on: after) == [.europeAndAmerica])
        #expect(self.directory.groups(of: "EG", on: after) == [.beltAndRoad, .arabLeague, .africa])
        #expect(
            self.directory.groups(of: "IT", on: try #require(CalendarDate("2024-03-22"))) == [
                .europeAndAmerica, .europeanUnion,
            ])
        #expect(self.directory.groups(of: "CN", on: after) == [.shanghaiCooperation])
    }

    @Test("Every member is a country, and belongs once at a time")
    func sound() {
        for group in self.directory.groups {
            #expect(!group.memberships.isEmpty, "\(group.name.rawValue)")
            for (index, membership) in group.memberships.enumerated() {
                #expect(Country(membership.country) != nil, "\(membership.country)")
                for other in group.memberships.dropFirst(index + 1) where other.country == membership.country {
                    #expect(!other.period.overlaps(membership.period), "\(group.name.rawValue) \(other.country)")
                }
            }
        }
    }

    @Test("An office replaces a group by its own reading, and adds others")
    func replacing() throws {
        var directory = self.directory
        let date = try #require(CalendarDate("2024-01-01"))
        directory.replace(
            CountryGroup(
                name: .southeastAsia,
                label: Label(zh: "东盟", en: "ASEAN"),
                memberships: [.init(country: "TH", period: .always)],
            ),
        )
        let custom = CountryGroup.Name(rawValue: "FRIENDS")
        directory.replace(
            CountryGroup(
                name: custom,
                label: Label(zh: "友好", en: "Friends"),
                memberships: [.init(country: "RS", period: .always)],
            ),
        )
        #expect(directory.members(of: .southeastAsia, on: date) == ["TH"])
        #expect(directory.groups(of: "RS", on: date).last == custom)
        #expect(directory.groups.count == self.directory.groups.count + 1)
        #expect(directory.members(of: CountryGroup.Name(rawValue: "NONE"), on: date).isEmpty)
    }
}
