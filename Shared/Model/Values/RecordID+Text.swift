extension RecordID: TextValue {
    /// Parses `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx` in either case, of any version.
    public init?(utf8: UnsafeRawBufferPointer) {
        guard utf8.count == 36 else { return nil }
        var high: UInt64 = 0
        var low: UInt64 = 0
        for offset in 0..<36 {
            let byte = utf8[offset]
            if offset == 8 || offset == 13 || offset == 18 || offset == 23 {
                guard byte == UInt8(ascii: "-") else { return nil }
                continue
            }
            guard let digit = ASCII.hexDigit(byte) else { return nil }
            if offset < 18 {
                high = high << 4 | UInt64(digit)
            } else {
                low = low << 4 | UInt64(digit)
            }
        }
        self.init(high: high, low: low)
    }

    /// Appends the 36 characters in lower case.
    public func write(into bytes: inout [UInt8]) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 36) { text in
            var shift = 64
            for offset in 0..<36 {
                if offset == 8 || offset == 13 || offset == 18 || offset == 23 {
                    text[offset] = UInt8(ascii: "-")
                    continue
                }
                if shift == 0 { shift = 64 }
                shift -= 4
                let half = offset < 18 ? self.high : self.low
                text[offset] = ASCII.hexCharacter(UInt8(truncatingIfNeeded: half >> UInt64(shift) & 0xF))
            }
            bytes.append(contentsOf: UnsafeBufferPointer(text))
        }
    }
}
