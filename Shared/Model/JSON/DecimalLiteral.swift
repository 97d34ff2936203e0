/// Number literals compared as the decimals they stand for.
enum DecimalLiteral {
    /// More digits than this before or after the point are written with an exponent.
    private static let longestPlain = 40

    /// The one spelling of the decimal that `literal`, a JSON number, stands for.
    ///
    /// A literal whose exponent does not fit is returned as it is.
    static func normalised(_ literal: String) -> String {
        var digits: [UInt8] = []
        var pointShift = 0
        var seenPoint = false
        var negative = false
        var exponentText: [UInt8] = []
        var inExponent = false
        for byte in literal.utf8 {
            if inExponent {
                exponentText.append(byte)
            } else if let digit = ASCII.decimalDigit(byte) {
                if digit != 0 || !digits.isEmpty { digits.append(byte) }
                if seenPoint { pointShift -= 1 }
            } else if byte == UInt8(ascii: ".") {
                seenPoint = true
            } else if byte == UInt8(ascii: "-") {
                negative = true
            } else {
                inExponent = true
            }
        }
        while digits.last == UInt8(ascii: "0") {
            digits.removeLast()
            pointShift += 1
        }
        guard !digits.isEmpty else { return "0" }
        var exponent = pointShift
        if inExponent {
            guard let written = Int32(String(decoding: exponentText, as: UTF8.self)) else { return literal }
            exponent += Int(written)
        }
        return (negative ? "-" : "") + self.text(digits: digits, exponent: exponent)
    }

    private static func text(digits: [UInt8], exponent: Int) -> String {
        let zero = UInt8(ascii: "0")
        let point = UInt8(ascii: ".")
        let places = digits.count + exponent
        var output = digits
        if exponent >= 0, places <= self.longestPlain {
            output += [UInt8](repeating: zero, count: exponent)
        } else if exponent < 0, places > 0 {
            output.insert(point, at: places)
        } else if exponent < 0, -exponent <= self.longestPlain {
            output = [zero, point] + [UInt8](repeating: zero, count: -places) + digits
        } else {
            if digits.count > 1 { output.insert(point, at: 1) }
            output += Array("e\(places - 1)".utf8)
        }
        return String(decoding: output, as: UTF8.self)
    }
}
