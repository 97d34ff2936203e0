/// The country groups that a university counts by.
///
/// `standard` comes with the product; an office that reads a membership or a date differently replaces a group.
public struct CountryGroupDirectory: Sendable, Hashable {
    /// The groups in the order in which reports list them.
    public private(set) var groups: [CountryGroup]

    /// Makes a directory.
    ///
    /// Of two groups with one name the later one counts.
    public init(_ groups: [CountryGroup]) {
        self.groups = []
        for group in groups {
            self.replace(group)
        }
    }

    /// The groups that come with the product.
    public static let standard = CountryGroupDirectory(CountryGroupTable.groups)

    /// Puts `group` in the place of the one with its name, or at the end.
    public mutating func replace(_ group: CountryGroup) {
        if let position = self.groups.firstIndex(where: { $0.name == group.name }) {
            self.groups[position] = group
        } else {
            self.groups.append(group)
        }
    }

    /// The group with this name, or nil.
    public subscript(name: CountryGroup.Name) -> CountryGroup? {
        self.groups.first { $0.name == name }
    }

    /// The alpha-2 codes of the members of a group on `date`, in alphabetical order; none when there is no such group.
    public func members(of name: CountryGroup.Name, on date: CalendarDate) -> [String] {
        self[name]?.members(on: date) ?? []
    }

    /// The groups to which `country` belonged on `date`.
    public func groups(of country: String, on date: CalendarDate) -> [CountryGroup.Name] {
        self.groups.filter { $0.contains(country, on: date) }.map(\.name)
    }
}

extension CodeLists {
    /// The names of the country groups that come with the product.
    public static let countryGroups = CodeList(
        name: "country_groups",
        label: Label(zh: "国别群组", en: "Country groups"),
        entries: CountryGroupDirectory.standard.groups.map {
            Code($0.name.rawValue, zh: $0.label.zh, en: $0.label.en)
        },
    )
}
