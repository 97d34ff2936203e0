/// Digits as bytes.
enum ASCII {
    /// The value of a decimal digit.
    @inline(__always)
    static func decimalDigit(_ byte: UInt8) -> UInt8? {
        let value = byte &- UInt8(ascii: "0")
        return value <= 9 ? value : nil
    }

    /// The value of a hexadecimal digit of either case.
    @inline(__always)
    static func hexDigit(_ byte: UInt8) -> UInt8? {
        if let digit = self.decimalDigit(byte) { return digit }
        let letter = (byte | 0x20) &- UInt8(ascii: "a")
        return letter <= 5 ? letter + 10 : nil
    }

    /// The lower-case hexadecimal digit for a value below 16.
    @inline(__always)
    static func hexCharacter(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    /// Appends `value` in decimal with at least `width` digits.
    @inline(__always)
    static func append(_ value: Int, width: Int, to bytes: inout [UInt8]) {
        var divisor = 1
        for _ in 1..<max(width, 1) {
            divisor *= 10
        }
        while value / divisor >= 10 {
            divisor *= 10
        }
        var rest = value
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / divisor))
            rest %= divisor
            divisor /= 10
        }
    }
}
