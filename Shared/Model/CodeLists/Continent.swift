/// A continent.
///
/// Countries that lie in two follow the United Nations' list for statistics (M49).
public enum Continent: String, Sendable, Hashable, CaseIterable {
    /// Africa.
    case africa = "AF"
    /// Antarctica.
    case antarctica = "AN"
    /// Asia.
    case asia = "AS"
    /// Europe.
    case europe = "EU"
    /// North and Central America and the Caribbean.
    case northAmerica = "NA"
    /// Oceania.
    case oceania = "OC"
    /// South America.
    case southAmerica = "SA"

    /// The name.
    public var label: Label {
        switch self {
        case .africa: Label(zh: "非洲", en: "Africa")
        case .antarctica: Label(zh: "南极洲", en: "Antarctica")
        case .asia: Label(zh: "亚洲", en: "Asia")
        case .europe: Label(zh: "欧洲", en: "Europe")
        case .northAmerica: Label(zh: "北美洲", en: "North America")
        case .oceania: Label(zh: "大洋洲", en: "Oceania")
        case .southAmerica: Label(zh: "南美洲", en: "South America")
        }
    }

    /// The name under which international students are reported in China, where both Americas are one.
    public var statisticalLabel: Label {
        switch self {
        case .northAmerica, .southAmerica: Label(zh: "美洲", en: "Americas")
        default: self.label
        }
    }
}

extension CodeLists {
    /// The continents.
    public static let continents = CodeList(
        name: "continents",
        label: Label(zh: "大洲", en: "Continents"),
        entries: Continent.allCases.map { Code($0.rawValue, zh: $0.label.zh, en: $0.label.en) },
    )
}
