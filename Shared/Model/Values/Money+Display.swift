/// The unit in which an amount is shown.
public enum MoneyScale: String, Sendable, Hashable, CaseIterable {
    /// The main unit: 元.
    case one
    /// 1,000.
    case thousand
    /// 万, 10,000.
    case wan
    /// 百万, 1,000,000.
    case million
    /// 亿, 100,000,000.
    case yi

    /// How many main units one of these is, as a power of ten.
    public var exponent: Int {
        switch self {
        case .one: 0
        case .thousand: 3
        case .wan: 4
        case .million: 6
        case .yi: 8
        }
    }

    /// The words for it.
    ///
    /// English has none for 万 and 亿, so amounts in those are shown there as `× 10,000`.
    var label: Label {
        switch self {
        case .one: Label(zh: "", en: "")
        case .thousand: Label(zh: "千", en: " thousand")
        case .wan: Label(zh: "万", en: " \u{00D7} 10,000")
        case .million: Label(zh: "百万", en: " million")
        case .yi: Label(zh: "亿", en: " \u{00D7} 100 million")
        }
    }
}

extension Money {
    /// The amount in units of `scale`, with `places` decimals (0 to 6), rounded; nil when it does not fit.
    public func amount(in scale: MoneyScale, places: Int, rounding: Rounding = .halfUp) -> FixedDecimal? {
        let numerator = Int128(self.minor) * Int128(DecimalText.power(places))
        let denominator = Int128(DecimalText.power(scale.exponent + self.currency.exponent))
        return Int64(exactly: rounding.quotient(numerator, denominator))
            .map { FixedDecimal(scaled: $0, scale: places) }
    }

    /// The amount for people: `1600万元`, `2.35亿元`, `CNY 16 million`.
    ///
    /// In larger units at most `places` decimals, without zeros at the end. In the main unit a whole amount has none and
    /// any other has all that the currency has: 30,000.50元. Renminbi is 元 in Chinese, others are named.
    public func text(
        _ language: DisplayLanguage,
        in scale: MoneyScale = .one,
        places: Int = 2,
        rounding: Rounding = .halfUp,
    ) -> String {
        let decimals = scale == .one ? self.currency.exponent : places
        guard let amount = self.amount(in: scale, places: decimals, rounding: rounding) else {
            return "\(self.currency.code) \(self.decimal)"
        }
        let shortest = amount.withoutTrailingZeros
        let number = scale == .one && shortest.scale > 0 ? amount : shortest
        switch language {
        case .zh:
            let unit = self.currency == .cny ? "元" : self.currency.label.zh
            return (scale == .one ? number.grouped : number.description) + scale.label.zh + unit
        case .en:
            return "\(self.currency.code) \(number.grouped)\(scale.label.en)"
        }
    }
}

extension FixedDecimal {
    /// The same number with as few places as it needs.
    public var withoutTrailingZeros: FixedDecimal {
        var scaled = self.scaled
        var scale = self.scale
        while scale > 0, scaled.isMultiple(of: 10) {
            scaled /= 10
            scale -= 1
        }
        return FixedDecimal(scaled: scaled, scale: scale)
    }
}
