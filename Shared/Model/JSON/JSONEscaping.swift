/// The bytes of strings and integers inside JSON.
enum JSONEscaping {
    /// Appends UTF-8 with quotes, backslashes and control characters escaped (RFC 8785 section 3.2.2.2), copying the
    /// runs between them in one piece each.
    static func append(_ utf8: UnsafeRawBufferPointer, to output: inout [UInt8]) {
        let count = utf8.count
        var runStart = 0
        var offset = 0
        while offset < count {
            if offset + 8 <= count {
                let word = utf8.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                let special = ByteScan.stringSpecial(UInt64(littleEndian: word))
                if special == 0 {
                    offset += 8
                    continue
                }
                offset += special.trailingZeroBitCount >> 3
            }
            let byte = utf8[offset]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                if runStart < offset { output.append(contentsOf: utf8[runStart..<offset]) }
                self.appendEscape(of: byte, to: &output)
                runStart = offset + 1
            }
            offset += 1
        }
        if runStart == 0 {
            output.append(contentsOf: utf8)
        } else if runStart < count {
            output.append(contentsOf: utf8[runStart..<count])
        }
    }

    private static func appendEscape(of byte: UInt8, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): output.append(byte)
        case 0x08: output.append(UInt8(ascii: "b"))
        case 0x09: output.append(UInt8(ascii: "t"))
        case 0x0A: output.append(UInt8(ascii: "n"))
        case 0x0C: output.append(UInt8(ascii: "f"))
        case 0x0D: output.append(UInt8(ascii: "r"))
        default:
            output.append(contentsOf: [UInt8(ascii: "u"), UInt8(ascii: "0"), UInt8(ascii: "0")])
            output.append(ASCII.hexCharacter(byte >> 4))
            output.append(ASCII.hexCharacter(byte & 0x0F))
        }
    }

    /// Appends an integer in decimal.
    static func append(_ value: Int64, to output: inout [UInt8]) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var position = 20
            var rest = value.magnitude
            repeat {
                position -= 1
                digits[position] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            if value < 0 {
                position -= 1
                digits[position] = UInt8(ascii: "-")
            }
            output.append(contentsOf: UnsafeBufferPointer(rebasing: digits[position..<20]))
        }
    }
}
