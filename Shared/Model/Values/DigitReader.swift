/// Reads fixed forms such as dates from bytes; every step answers whether it fitted.
struct DigitReader {
    let bytes: UnsafeRawBufferPointer
    var position = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { self.position == self.bytes.count }

    var next: UInt8? { self.position < self.bytes.count ? self.bytes[self.position] : nil }

    /// Exactly `count` digits.
    mutating func number(digits count: Int) -> Int? {
        guard self.position + count <= self.bytes.count else { return nil }
        var value = 0
        for offset in 0..<count {
            guard let digit = ASCII.decimalDigit(self.bytes[self.position + offset]) else { return nil }
            value = value * 10 + Int(digit)
        }
        self.position += count
        return value
    }

    /// Steps over `byte` when it is next.
    mutating func skip(_ byte: UInt8) -> Bool {
        guard self.next == byte else { return false }
        self.position += 1
        return true
    }

    /// Steps over `byte`, of either case, when it is next.
    mutating func skipLetter(_ lowerCase: UInt8) -> Bool {
        guard let next = self.next, next | 0x20 == lowerCase else { return false }
        self.position += 1
        return true
    }

    /// `YYYY-MM-DD`.
    mutating func date() -> CalendarDate? {
        guard let year = self.number(digits: 4), self.skip(UInt8(ascii: "-")),
            let month = self.number(digits: 2), self.skip(UInt8(ascii: "-")),
            let day = self.number(digits: 2)
        else { return nil }
        return CalendarDate(year: year, month: month, day: day)
    }

    /// `HH:MM:SS` with an optional fraction, in microseconds since midnight.
    ///
    /// A leap second counts as the first second of the next minute; digits beyond the sixth are cut off.
    mutating func timeOfDay() -> Int64? {
        guard let hour = self.number(digits: 2), hour < 24, self.skip(UInt8(ascii: ":")),
            let minute = self.number(digits: 2), minute < 60, self.skip(UInt8(ascii: ":")),
            let second = self.number(digits: 2), second <= 60
        else { return nil }
        var microseconds: Int64 = 0
        if self.skip(UInt8(ascii: ".")) {
            var unit: Int64 = 100_000
            let start = self.position
            while let digit = self.next.flatMap(ASCII.decimalDigit) {
                microseconds += Int64(digit) * unit
                unit /= 10
                self.position += 1
            }
            guard self.position > start else { return nil }
        }
        return Int64((hour * 60 + minute) * 60 + second) * 1_000_000 + microseconds
    }
}
