/// Points in time as PostgreSQL writes them and as RFC 3339 wants them, without a calendar.
enum Timestamp {
    private static let microsecondsPerDay = 86_400_000_000

    /// Microseconds since 1970 of a `timestamptz` in ISO style, such as `2026-11-21 02:54:59.123456+08`, or nil.
    static func microseconds(postgres text: UnsafeRawBufferPointer) -> Int? {
        var reader = Reader(bytes: text)
        guard
            let year = reader.number(), reader.take("-"), let month = reader.number(), reader.take("-"),
            let day = reader.number(), reader.take(" "), let hour = reader.number(), reader.take(":"),
            let minute = reader.number(), reader.take(":"), let second = reader.number()
        else { return nil }
        var fraction = 0
        if reader.take(".") {
            let start = reader.offset
            guard let digits = reader.number() else { return nil }
            fraction = (reader.offset - start..<6).reduce(digits) { value, _ in value * 10 }
        }
        let sign = reader.take("-") ? -1 : 1
        guard sign == -1 || reader.take("+"), let zoneHours = reader.number() else { return nil }
        let zoneMinutes = reader.take(":") ? reader.number() ?? 0 : 0
        let seconds = ((hour * 60 + minute) * 60 + second) - sign * (zoneHours * 60 + zoneMinutes) * 60
        return days(year: year, month: month, day: day) * self.microsecondsPerDay + seconds * 1_000_000 + fraction
    }

    /// Appends RFC 3339, in UTC, to the microsecond: `2026-11-21T02:54:59.123456Z`.
    static func append(_ microseconds: Int, to bytes: inout [UInt8]) {
        let (day, rest) = microseconds.flooredQuotientAndRemainder(dividingBy: self.microsecondsPerDay)
        let date = civil(days: day)
        append(date.year, width: 4, "-", to: &bytes)
        append(date.month, width: 2, "-", to: &bytes)
        append(date.day, width: 2, "T", to: &bytes)
        append(rest / 3_600_000_000, width: 2, ":", to: &bytes)
        append(rest / 60_000_000 % 60, width: 2, ":", to: &bytes)
        append(rest / 1_000_000 % 60, width: 2, ".", to: &bytes)
        append(rest % 1_000_000, width: 6, "Z", to: &bytes)
    }

    private static func append(_ number: Int, width: Int, _ end: Unicode.Scalar, to bytes: inout [UInt8]) {
        var divisor = 1
        for _ in 1..<width { divisor *= 10 }
        while divisor > 0 {
            bytes.append(UInt8(ascii: "0") + UInt8(number / divisor % 10))
            divisor /= 10
        }
        bytes.append(UInt8(ascii: end))
    }

    // Days since 1970-01-01 in the proleptic Gregorian calendar; years are counted from March, so that the leap day is last.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let shifted = month > 2 ? year : year - 1
        let (era, yearOfEra) = shifted.flooredQuotientAndRemainder(dividingBy: 400)
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func civil(days: Int) -> (year: Int, month: Int, day: Int) {
        let (era, dayOfEra) = (days + 719_468).flooredQuotientAndRemainder(dividingBy: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    private struct Reader {
        let bytes: UnsafeRawBufferPointer
        var offset = 0

        init(bytes: UnsafeRawBufferPointer) {
            self.bytes = bytes
        }

        mutating func take(_ scalar: Unicode.Scalar) -> Bool {
            guard self.offset < self.bytes.count, self.bytes[self.offset] == UInt8(ascii: scalar) else { return false }
            self.offset += 1
            return true
        }

        mutating func number() -> Int? {
            let start = self.offset
            var value = 0
            while self.offset < self.bytes.count, self.offset - start < 9 {
                let digit = self.bytes[self.offset] &- UInt8(ascii: "0")
                guard digit < 10 else { break }
                value = value * 10 + Int(digit)
                self.offset += 1
            }
            return self.offset > start ? value : nil
        }
    }
}

extension Int {
    fileprivate func flooredQuotientAndRemainder(dividingBy divisor: Int) -> (Int, Int) {
        let (quotient, remainder) = self.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
