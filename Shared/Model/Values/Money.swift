/// An amount in one currency, as a whole number of its minor unit (fen, cents); never floating point.
public struct Money: Sendable, Hashable {
    /// The amount in minor units: 12345 is 123.45 in CNY and 12345 in JPY.
    public let minor: Int64
    /// The currency.
    public let currency: Currency

    /// Makes an amount from minor units.
    public init(minor: Int64, currency: Currency) {
        self.minor = minor
        self.currency = currency
    }

    /// Parses a plain decimal in the currency's main unit (`1234.5`), exactly.
    ///
    /// Refused: signs other than `-`, group separators, exponents, and places beyond the currency's unless they are zero.
    public init(parsing text: String, currency: Currency) throws(ValueError) {
        guard FixedDecimalGrammar.matches(text) else { throw ValueError(.notADecimal) }
        var text = text
        let scaled = text.withUTF8 { DecimalText.scaled(UnsafeRawBufferPointer($0), scale: currency.exponent) }
        guard let scaled else {
            let places = FixedDecimalGrammar.significantPlaces(text)
            throw ValueError(places > currency.exponent ? .tooManyPlaces : .overflow)
        }
        self.init(minor: scaled, currency: currency)
    }

    /// The amount in the main unit with all places and no separators: `1234.50`.
    public var decimal: String {
        var bytes: [UInt8] = []
        DecimalText.append(self.minor, scale: self.currency.exponent, grouped: false, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The sum.
    ///
    /// Fails when the currencies differ or it does not fit.
    public func adding(_ other: Money) throws(ValueError) -> Money {
        guard self.currency == other.currency else { throw ValueError(.currencyMismatch) }
        let (sum, overflow) = self.minor.addingReportingOverflow(other.minor)
        guard !overflow else { throw ValueError(.overflow) }
        return Money(minor: sum, currency: self.currency)
    }

    /// The difference.
    ///
    /// Fails when the currencies differ or it does not fit.
    public func subtracting(_ other: Money) throws(ValueError) -> Money {
        guard self.currency == other.currency else { throw ValueError(.currencyMismatch) }
        let (difference, overflow) = self.minor.subtractingReportingOverflow(other.minor)
        guard !overflow else { throw ValueError(.overflow) }
        return Money(minor: difference, currency: self.currency)
    }

    /// The amount `count` times.
    ///
    /// Fails when it does not fit.
    public func multiplied(by count: Int64) throws(ValueError) -> Money {
        let (product, overflow) = self.minor.multipliedReportingOverflow(by: count)
        guard !overflow else { throw ValueError(.overflow) }
        return Money(minor: product, currency: self.currency)
    }

    /// The amount in another currency at `rate` units of it for one of this, rounded to its minor unit.
    public func converted(
        to target: Currency,
        rate: FixedDecimal,
        rounding: Rounding = .halfUp,
    ) throws(ValueError) -> Money {
        let numerator = Int128(self.minor) * Int128(rate.scaled) * Int128(DecimalText.power(target.exponent))
        let denominator = Int128(DecimalText.power(rate.scale)) * Int128(DecimalText.power(self.currency.exponent))
        guard let minor = Int64(exactly: rounding.quotient(numerator, denominator)) else {
            throw ValueError(.overflow)
        }
        return Money(minor: minor, currency: target)
    }
}

/// The plain decimals that amounts are typed as.
private enum FixedDecimalGrammar {
    static func matches(_ text: String) -> Bool {
        let parts = text.utf8.drop { $0 == UInt8(ascii: "-") }.split(
            separator: UInt8(ascii: "."),
            maxSplits: 1,
            omittingEmptySubsequences: false,
        )
        let signs = text.utf8.prefix { $0 == UInt8(ascii: "-") }.count
        return signs <= 1 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { ASCII.decimalDigit($0) != nil } }
    }

    /// The decimal places that are not zeros at the end.
    static func significantPlaces(_ text: String) -> Int {
        guard let point = text.utf8.firstIndex(of: UInt8(ascii: ".")) else { return 0 }
        let places = Array(text.utf8[text.utf8.index(after: point)...])
        return (places.lastIndex { $0 != UInt8(ascii: "0") } ?? -1) + 1
    }
}
