/// A group of countries under which partners are counted, with who belonged to it when.
public struct CountryGroup: Sendable, Hashable {
    /// The stable name of a group, as an open set: an office may add its own.
    public struct Name: RawRepresentable, Sendable, Hashable {
        /// The code that is stored.
        public let rawValue: String

        /// Makes a name from its code.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// Countries that signed cooperation documents on the Belt and Road with China (共建“一带一路”国家).
        public static let beltAndRoad = Name(rawValue: "BELT_ROAD")
        /// The Shanghai Cooperation Organisation.
        public static let shanghaiCooperation = Name(rawValue: "SCO")
        /// The cooperation between China and countries of Central and Eastern Europe.
        public static let centralAndEasternEurope = Name(rawValue: "CEEC")
        /// The League of Arab States.
        public static let arabLeague = Name(rawValue: "ARAB")
        /// The countries of Africa.
        public static let africa = Name(rawValue: "AFRICA")
        /// The countries of Latin America and the Caribbean.
        public static let latinAmerica = Name(rawValue: "LATAM")
        /// Europe without Russia and Belarus, the United States and Canada (欧美).
        public static let europeAndAmerica = Name(rawValue: "EUROPE_AMERICA")
        /// The Regional Comprehensive Economic Partnership.
        public static let regionalPartnership = Name(rawValue: "RCEP")
        /// The Association of Southeast Asian Nations.
        public static let southeastAsia = Name(rawValue: "ASEAN")
        /// The European Union.
        public static let europeanUnion = Name(rawValue: "EU")
    }

    /// One country's time in the group.
    public struct Membership: Sendable, Hashable {
        /// The alpha-2 code of ISO 3166-1.
        public let country: String
        /// From when until when.
        public let period: Period

        /// Pairs a country with its time.
        public init(country: String, period: Period) {
            self.country = country
            self.period = period
        }
    }

    /// The stable name.
    public let name: Name
    /// What people call it.
    public let label: Label
    /// Who belonged to it when; a country that left and came back is there twice.
    public let memberships: [Membership]

    /// Makes a group.
    public init(name: Name, label: Label, memberships: [Membership]) {
        self.name = name
        self.label = label
        self.memberships = memberships
    }

    /// The alpha-2 codes of those who belonged to it on `date`, in alphabetical order.
    public func members(on date: CalendarDate) -> [String] {
        self.memberships.filter { $0.period.contains(date) }.map(\.country).sorted()
    }

    /// Whether `country` belonged to it on `date`.
    public func contains(_ country: String, on date: CalendarDate) -> Bool {
        self.memberships.contains { $0.country == country && $0.period.contains(date) }
    }
}
