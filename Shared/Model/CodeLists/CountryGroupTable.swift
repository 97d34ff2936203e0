/// The country groups that come with the product, out of their tables.
enum CountryGroupTable {
    static let groups: [CountryGroup] = CodeTable.rows(Self.names, columns: 3).map { row in
        CountryGroup(
            name: CountryGroup.Name(rawValue: row[0]),
            label: Label(zh: row[1], en: row[2]),
            memberships: Self.memberships[row[0]] ?? [],
        )
    }

    private static let names = """
        BELT_ROAD|共建“一带一路”国家|Belt and Road countries
        SCO|上海合作组织成员国|Shanghai Cooperation Organisation
        CEEC|中国—中东欧国家合作|Central and Eastern European Countries
        ARAB|阿拉伯国家|Arab States
        AFRICA|非洲国家|Africa
        LATAM|拉美和加勒比国家|Latin America and the Caribbean
        EUROPE_AMERICA|欧美国家|Europe and North America
        RCEP|区域全面经济伙伴关系协定成员国|Regional Comprehensive Economic Partnership
        ASEAN|东盟成员国|Association of Southeast Asian Nations
        EU|欧盟成员国|European Union
        """

    private static let memberships: [String: [CountryGroup.Membership]] = {
        let rows = CodeTable.rows(Self.beltAndRoad, columns: 4) + CodeTable.rows(Self.others, columns: 4)
        var result: [String: [CountryGroup.Membership]] = [:]
        for row in rows {
            guard let period = Period(from: CalendarDate(row[1]), to: CalendarDate(row[2])) else {
                preconditionFailure("a membership ends before it begins")
            }
            for country in row[3].split(separator: " ") {
                result[row[0], default: []].append(.init(country: String(country), period: period))
            }
        }
        return result
    }()
}
