/// A country or region of ISO 3166-1, with what statistics need to know of it.
public struct Country: Sendable, Hashable {
    /// Whether a code stands for a country (国) or for a part of China outside the mainland border (境).
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A country, or a territory that ISO 3166-1 lists by itself.
        case country
        /// Hong Kong, Macao or Taiwan.
        case region

        /// The name.
        public var label: Label {
            switch self {
            case .country: Label(zh: "国家", en: "country")
            case .region: Label(zh: "地区", en: "region")
            }
        }
    }

    /// The two capital letters.
    public let code: String
    /// Country or region.
    public let kind: Kind
    /// Where it lies.
    public let continent: Continent
    /// The short name.
    public let label: Label

    /// All of them, in the order of their Chinese names.
    public static let all: [Country] = CountryTable.rows.compactMap { row in
        Continent(rawValue: row[1]).map { continent in
            Country(
                code: row[0],
                kind: ["HK", "MO", "TW"].contains(row[0]) ? .region : .country,
                continent: continent,
                label: Label(zh: row[2], en: row[3]),
            )
        }
    }

    /// What is odd about the code; nil for those that ISO 3166-1 assigns.
    ///
    /// Its codes AA, QM to QZ, XA to XZ and ZZ are left to users (section 8.1.3), and mean what they agree on.
    var oddity: Label? {
        guard self.code == "XK" else { return nil }
        return Label(
            zh: "XK 不是 ISO 3166-1 分配的代码，属于用户自定义代码，请核对",
            en: "XK is not assigned in ISO 3166-1 but left to users; please check")
    }

    private static let index = Dictionary(
        Self.all.map { ($0.code, $0) },
        uniquingKeysWith: { first, _ in first },
    )

    private init(code: String, kind: Kind, continent: Continent, label: Label) {
        self.code = code
        self.kind = kind
        self.continent = continent
        self.label = label
    }

    /// The country or region with this code (capital letters), or nil.
    public init?(_ code: String) {
        guard let country = Self.index[code] else { return nil }
        self = country
    }
}

extension CodeLists {
    /// The 249 countries and regions of ISO 3166-1, and XK, which is widely used for Kosovo without being assigned.
    public static let countries = CodeList(
        name: "countries",
        label: Label(zh: "国家和地区", en: "Countries and regions"),
        entries: Country.all.map { Code($0.code, zh: $0.label.zh, en: $0.label.en, oddity: $0.oddity) },
        order: .byName,
    )
}
