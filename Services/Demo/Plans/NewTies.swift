import Model

/// The new agreements of the example office since the congress.
///
/// 80 with Japanese universities; 46 with countries that belonged to the Belt and Road on the day of signing; 63 with
/// Europe and America, 8 of which are among the 46; 14 with others: 195 in all. Of these, 127 are about exchanges of
/// students or joint training. So the three figures and the fourth overlap, and their sum means nothing. Two agreements
/// with Italy were signed before Italy joined the Belt and Road: whoever counts by today's members gets 48, not 46.
struct NewTie: Sendable {
    let code: String
    let university: University
    let signed: CalendarDate
    let types: [String]

    /// Whether students are exchanged or trained together under it.
    var isForStudents: Bool { self.types.contains("student_exchange") || self.types.contains("joint_training") }
    /// The first academic year for which it provides.
    var firstYear: AcademicYear {
        let year = AcademicYear(containing: self.signed) ?? AcademicYear.zero
        return year.next ?? year
    }
    /// How many students go either way in a year.
    let places: Int64

    private struct Group {
        let countries: KeyValuePairs<String, Int>
        let forStudents: Int
        var count: Int { self.countries.reduce(0) { $0 + $1.value } }
    }

    private static let groups = [
        Group(countries: ["JP": 80], forStudents: 52),
        Group(
            countries: [
                "KR": 8, "RU": 9, "BY": 5, "KZ": 2, "MN": 1, "TH": 3, "MY": 3, "ID": 1, "SG": 1, "VN": 1, "PK": 1,
                "TR": 1, "NZ": 2, "UA": 2, "PL": 2, "CZ": 1, "HU": 1, "RS": 1, "RO": 1,
            ], forStudents: 30),
        Group(
            countries: [
                "GB": 9, "FR": 7, "DE": 7, "US": 9, "CA": 6, "IT": 2, "ES": 3, "NL": 2, "BE": 1, "SE": 3, "FI": 2,
                "DK": 1, "CH": 1, "IE": 2,
            ], forStudents: 38),
        Group(countries: ["AU": 6, "HK": 3, "TW": 2, "MO": 1, "IL": 1, "BR": 1], forStudents: 7),
    ]

    static let all: [NewTie] = {
        var ties: [NewTie] = []
        for group in Self.groups {
            var place = 0
            for (country, count) in group.countries {
                let universities = Universities.of(country)
                for index in 0..<count {
                    let serial = ties.count
                    ties.append(
                        NewTie(
                            code: "DEMO-AGR-\((serial + 1).padded(3))",
                            university: universities[index % universities.count],
                            signed: Self.signing(serial, country: country),
                            types: Self.types(serial, forStudents: place.isAmong(group.forStudents, of: group.count)),
                            places: Int64(2 + serial % 3)))
                    place += 1
                }
            }
        }
        return ties
    }()

    /// Spread over the years by a step that has no divisor in common with their number of days.
    private static func signing(_ serial: Int, country: String) -> CalendarDate {
        switch country {
        // Before Italy joined the Belt and Road on 2019-03-23, and after Indonesia did on 2018-10-26.
        case "IT": return DemoDay.day(2018, 4 + serial % 6, 11).working
        case "ID": return DemoDay.day(2019, 5, 16)
        default: return DemoDay.day(2018, 1, 8).after(serial * 271 % 1640).working
        }
    }

    private static func types(_ serial: Int, forStudents: Bool) -> [String] {
        let student = [
            ["student_exchange"], ["joint_training"], ["student_exchange", "joint_training"], ["student_exchange"],
        ]
        let other = [
            ["memorandum"], ["research"], ["framework"], ["staff_exchange", "research"], ["joint_lab", "research"],
        ]
        return forStudents ? student[serial % student.count] : other[serial % other.count]
    }
}

extension AcademicYear {
    fileprivate static let zero: AcademicYear = {
        guard let year = AcademicYear(first: 2018, last: 2019) else { preconditionFailure("2018/2019 is a year") }
        return year
    }()
}
