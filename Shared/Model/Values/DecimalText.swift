/// Decimal digits to scaled integers and back, exact and checked.
enum DecimalText {
    /// 10 to the power of `exponent`, 0 to 18.
    static func power(_ exponent: Int) -> Int64 {
        (0..<exponent).reduce(1) { result, _ in result * 10 }
    }

    /// Parses `[-]digits[.digits]` into units of 10^-scale; nil when malformed, too large, or finer than that.
    static func scaled(_ utf8: UnsafeRawBufferPointer, scale: Int) -> Int64? {
        var value: Int64 = 0
        var places: Int?
        var digits = 0
        let negative = utf8.first == UInt8(ascii: "-")

        /// Takes one digit below zero, because the least Int64 has no positive counterpart.
        func take(_ digit: UInt8) -> Bool {
            let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
            let (next, carry) = tenfold.subtractingReportingOverflow(Int64(digit))
            value = next
            return !overflow && !carry
        }

        for byte in utf8.dropFirst(negative ? 1 : 0) {
            if byte == UInt8(ascii: ".") {
                guard places == nil, digits > 0 else { return nil }
                places = 0
                continue
            }
            guard let digit = ASCII.decimalDigit(byte) else { return nil }
            digits += 1
            if let written = places {
                places = written + 1
                if written >= scale {
                    guard digit == 0 else { return nil }
                    continue
                }
            }
            guard take(digit) else { return nil }
        }
        guard digits > 0, places != 0 else { return nil }
        for _ in 0..<max(0, scale - (places ?? 0)) {
            guard take(0) else { return nil }
        }
        if negative { return value }
        return value == .min ? nil : -value
    }

    /// Appends `scaled` units of 10^-scale with all places.
    static func append(_ scaled: Int64, scale: Int, grouped: Bool, to bytes: inout [UInt8]) {
        let unit = UInt64(self.power(scale))
        let (whole, fraction) = scaled.magnitude.quotientAndRemainder(dividingBy: unit)
        if scaled < 0 { bytes.append(UInt8(ascii: "-")) }
        let digits = Array(String(whole).utf8)
        for (index, digit) in digits.enumerated() {
            if grouped, index > 0, (digits.count - index).isMultiple(of: 3) { bytes.append(UInt8(ascii: ",")) }
            bytes.append(digit)
        }
        guard scale > 0 else { return }
        bytes.append(UInt8(ascii: "."))
        ASCII.append(Int(fraction), width: scale, to: &bytes)
    }
}
