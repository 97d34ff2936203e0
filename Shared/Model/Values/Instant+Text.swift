extension Instant: TextValue {
    /// Parses RFC 3339 (`2026-11-21T02:45:42.123456Z`, `…+08:00`), or the form in which PostgreSQL sends a
    /// `timestamptz` (`2026-11-21 02:45:42.123456+00`, `…+05:30`, `…-03:30:15`).
    ///
    /// Digits beyond microseconds are cut off; `infinity`, years before 1 and times without an offset are refused.
    public init?(utf8: UnsafeRawBufferPointer) {
        var reader = DigitReader(utf8)
        guard let date = reader.date(),
            reader.skipLetter(UInt8(ascii: "t")) || reader.skip(UInt8(ascii: " ")),
            let time = reader.timeOfDay(),
            let offset = reader.utcOffset(),
            reader.isAtEnd
        else { return nil }
        self.init(microseconds: (Int64(date.dayNumber) * 86_400 - Int64(offset)) * 1_000_000 + time)
    }

    /// Parses a date and a time without an offset (`2026-11-21T08:00`, `…:30`), as clocks `utcOffsetSeconds` ahead of UTC
    /// show it; what names its own offset is taken as it is.
    public init?(local text: String, utcOffsetSeconds: Int) {
        if let instant = Instant(text) {
            self = instant
            return
        }
        let seconds = text.utf8.count == 16 ? ":00" : ""
        guard let clock = Instant("\(text)\(seconds)Z") else { return nil }
        self = clock.adding(.seconds(-utcOffsetSeconds))
    }

    /// Appends RFC 3339 in UTC with `Z`; six digits of a second when it has a fraction, else none.
    public func write(into bytes: inout [UInt8]) {
        self.write(into: &bytes, utcOffsetSeconds: 0)
    }

    /// RFC 3339 for clocks `utcOffsetSeconds` ahead of UTC, in whole minutes (China: 28800).
    public func text(utcOffsetSeconds: Int) -> String {
        var bytes: [UInt8] = []
        self.write(into: &bytes, utcOffsetSeconds: utcOffsetSeconds)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func write(into bytes: inout [UInt8], utcOffsetSeconds: Int) {
        let date = CalendarDate.today(at: self, utcOffsetSeconds: utcOffsetSeconds)
        let local = self.microseconds.dividedDown(by: 1_000_000) + Int64(utcOffsetSeconds)
        let fraction = Int(self.microseconds - self.microseconds.dividedDown(by: 1_000_000) * 1_000_000)
        let second = Int(local - local.dividedDown(by: 86_400) * 86_400)

        date.write(into: &bytes)
        bytes.append(UInt8(ascii: "T"))
        ASCII.append(second / 3600, width: 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        ASCII.append(second / 60 % 60, width: 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        ASCII.append(second % 60, width: 2, to: &bytes)
        if fraction != 0 {
            bytes.append(UInt8(ascii: "."))
            ASCII.append(fraction, width: 6, to: &bytes)
        }
        guard utcOffsetSeconds != 0 else {
            bytes.append(UInt8(ascii: "Z"))
            return
        }
        bytes.append(utcOffsetSeconds < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
        ASCII.append(abs(utcOffsetSeconds) / 3600, width: 2, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        ASCII.append(abs(utcOffsetSeconds) / 60 % 60, width: 2, to: &bytes)
    }
}

extension DigitReader {
    /// `Z`, or a signed `HH`, `HH:MM` or `HH:MM:SS`, in seconds ahead of UTC.
    fileprivate mutating func utcOffset() -> Int? {
        if self.skipLetter(UInt8(ascii: "z")) { return 0 }
        let negative: Bool
        if self.skip(UInt8(ascii: "+")) {
            negative = false
        } else if self.skip(UInt8(ascii: "-")) {
            negative = true
        } else {
            return nil
        }
        guard let hours = self.number(digits: 2), hours < 24 else { return nil }
        var seconds = hours * 3600
        for unit in [60, 1] where self.skip(UInt8(ascii: ":")) {
            guard let part = self.number(digits: 2), part < 60 else { return nil }
            seconds += part * unit
        }
        return negative ? -seconds : seconds
    }
}
