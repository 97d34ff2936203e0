/// An exact decimal number with a declared number of places, 0 to 6: `scaled` units of the last place.
///
/// Equality is by value, so 1.50 with two places equals 1.5 with one.
public struct FixedDecimal: Sendable {
    /// The number of places that a value may have.
    public static let scales = 0...6

    /// The number in units of its last place: 150 for 1.50.
    public let scaled: Int64
    /// The number of places.
    public let scale: Int

    /// Makes a number from units of its last place.
    ///
    /// A scale outside 0 to 6 is a programming error.
    public init(scaled: Int64, scale: Int) {
        precondition(Self.scales.contains(scale), "a decimal has 0 to 6 places")
        self.scaled = scaled
        self.scale = scale
    }

    /// Parses a plain decimal (`-12.5`) into exactly `scale` places.
    ///
    /// Nil when it is malformed, does not fit, or has more places than that other than zeros.
    public init?(_ text: String, scale: Int) {
        var text = text
        let scaled = text.withUTF8 { DecimalText.scaled(UnsafeRawBufferPointer($0), scale: scale) }
        guard let scaled else { return nil }
        self.init(scaled: scaled, scale: scale)
    }

    /// `numerator / denominator` with `scale` places; nil when the denominator is zero or the result does not fit.
    public static func ratio(
        _ numerator: Int64,
        _ denominator: Int64,
        scale: Int,
        rounding: Rounding,
    ) -> FixedDecimal? {
        guard denominator != 0 else { return nil }
        let shifted = Int128(numerator) * Int128(DecimalText.power(scale))
        return Int64(exactly: rounding.quotient(shifted, Int128(denominator))).map { Self(scaled: $0, scale: scale) }
    }

    /// `part / whole` in per cent with `scale` places; nil when the whole is zero or the result does not fit.
    public static func percentage(
        _ part: Int64,
        of whole: Int64,
        scale: Int,
        rounding: Rounding,
    ) -> FixedDecimal? {
        guard whole != 0 else { return nil }
        let shifted = Int128(part) * 100 * Int128(DecimalText.power(scale))
        return Int64(exactly: rounding.quotient(shifted, Int128(whole))).map { Self(scaled: $0, scale: scale) }
    }

    /// The same number with another number of places; nil when it does not fit.
    public func rescaled(to scale: Int, rounding: Rounding) -> FixedDecimal? {
        let shifted = Int128(self.scaled) * Int128(DecimalText.power(scale))
        let result = rounding.quotient(shifted, Int128(DecimalText.power(self.scale)))
        return Int64(exactly: result).map { Self(scaled: $0, scale: scale) }
    }

    /// The sum with the places of the finer one; nil when it does not fit.
    public func adding(_ other: FixedDecimal) -> FixedDecimal? {
        let scale = max(self.scale, other.scale)
        let sum = self.scaled(to: scale) + other.scaled(to: scale)
        return Int64(exactly: sum).map { Self(scaled: $0, scale: scale) }
    }

    /// The number in units of 10^-scale, where `scale` is not below its own.
    private func scaled(to scale: Int) -> Int128 {
        Int128(self.scaled) * Int128(DecimalText.power(scale - self.scale))
    }
}

extension FixedDecimal: Hashable, Comparable {
    /// Whether both are the same number.
    public static func == (lhs: FixedDecimal, rhs: FixedDecimal) -> Bool {
        lhs.scaled(to: 6) == rhs.scaled(to: 6)
    }

    /// Whether `lhs` is the smaller number.
    public static func < (lhs: FixedDecimal, rhs: FixedDecimal) -> Bool {
        lhs.scaled(to: 6) < rhs.scaled(to: 6)
    }

    /// Hashes the number, not its places.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(self.scaled(to: 6))
    }
}

extension FixedDecimal: TextValue {
    /// Parses a plain decimal; it gets as many places as are written, at most six.
    public init?(utf8: UnsafeRawBufferPointer) {
        let point = utf8.firstIndex(of: UInt8(ascii: "."))
        let scale = point.map { utf8.count - $0 - 1 } ?? 0
        guard Self.scales.contains(scale), let scaled = DecimalText.scaled(utf8, scale: scale) else { return nil }
        self.init(scaled: scaled, scale: scale)
    }

    /// Appends the number with all its places.
    public func write(into bytes: inout [UInt8]) {
        DecimalText.append(self.scaled, scale: self.scale, grouped: false, to: &bytes)
    }

    /// The number for people, with thousands separated by commas: `1,234.50`.
    public var grouped: String {
        var bytes: [UInt8] = []
        DecimalText.append(self.scaled, scale: self.scale, grouped: true, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
