/// A currency of ISO 4217.
public struct Currency: Sendable, Hashable {
    /// The three capital letters.
    public let code: String
    /// How many decimal places the minor unit is: 2 for CNY, 0 for JPY, 3 for KWD.
    public let exponent: Int

    private init(unchecked code: String, exponent: Int) {
        self.code = code
        self.exponent = exponent
    }

    /// The currency with this code (capital letters); nil when ISO 4217 has none, or it has no minor unit defined, as
    /// gold.
    public init?(_ code: String) {
        guard let exponent = CurrencyTable.exponents[code] else { return nil }
        self.init(unchecked: code, exponent: exponent)
    }

    /// Renminbi, the currency of reports.
    public static let cny = Currency(unchecked: "CNY", exponent: 2)
    /// Euro.
    public static let eur = Currency(unchecked: "EUR", exponent: 2)
    /// US dollar.
    public static let usd = Currency(unchecked: "USD", exponent: 2)
    /// Pound sterling.
    public static let gbp = Currency(unchecked: "GBP", exponent: 2)
    /// Yen.
    public static let jpy = Currency(unchecked: "JPY", exponent: 0)

    /// The name in Chinese and English.
    public var label: Label {
        CodeLists.currencies[self.code].map { Label(zh: $0.zh, en: $0.en) } ?? Label(zh: self.code, en: self.code)
    }
}

extension Currency: CustomStringConvertible {
    /// The code.
    public var description: String { self.code }
}
