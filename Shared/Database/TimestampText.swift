/// The server's ISO date style, read without Foundation's formatters.
struct TimestampText {
    /// Microseconds since 1970-01-01 UTC; a date alone is its midnight, a time without a zone is UTC.
    static func microseconds(_ text: UnsafeRawBufferPointer) -> Int64? {
        var reader = TimestampText(text: text)
        return reader.read()
    }

    private let text: UnsafeRawBufferPointer
    private var index = 0

    private init(text: UnsafeRawBufferPointer) {
        self.text = text
    }

    private mutating func read() -> Int64? {
        guard let year = self.number(), self.skip("-"), let month = self.number(), self.skip("-"),
            let day = self.number(), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        var seconds: Int64 = 0
        var fraction: Int64 = 0
        if self.skip(" ") || self.skip("T") {
            if self.index < self.text.count, self.text[self.index] != UInt8(ascii: "B") {
                guard let hour = self.number(), self.skip(":"), let minute = self.number(), self.skip(":"),
                    let second = self.number()
                else { return nil }
                seconds = hour * 3600 + minute * 60 + second
                if self.skip(".") {
                    guard let digits = self.fraction() else { return nil }
                    fraction = digits
                }
                guard let offset = self.offset() else { return nil }
                seconds -= offset
                _ = self.skip(" ")
            }
        }
        let isBeforeChrist = self.skip("B") && self.skip("C")
        guard self.index == self.text.count else { return nil }
        // The year before 1 is 1 BC, which calendars count as 0.
        let days = Self.days(year: isBeforeChrist ? 1 - year : year, month: month, day: day)
        return (days * 86400 + seconds) * 1_000_000 + fraction
    }

    private mutating func number() -> Int64? {
        let start = self.index
        var value: Int64 = 0
        while self.index < self.text.count, let digit = Self.digit(self.text[self.index]), self.index - start < 9 {
            value = value * 10 + digit
            self.index += 1
        }
        return self.index > start ? value : nil
    }

    private mutating func fraction() -> Int64? {
        var value: Int64 = 0
        var scale: Int64 = 100_000
        let start = self.index
        while self.index < self.text.count, let digit = Self.digit(self.text[self.index]) {
            value += digit * scale
            scale /= 10
            self.index += 1
        }
        return self.index > start ? value : nil
    }

    /// `+08`, `-03:30`, `+00:00:15`, `Z` or nothing, in seconds east of UTC.
    private mutating func offset() -> Int64? {
        if self.skip("Z") { return 0 }
        let isEast = self.skip("+")
        guard isEast || self.skip("-") else { return 0 }
        guard var seconds = self.number().map({ $0 * 3600 }) else { return nil }
        for unit: Int64 in [60, 1] where self.skip(":") {
            guard let part = self.number() else { return nil }
            seconds += part * unit
        }
        return isEast ? seconds : -seconds
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard self.index < self.text.count, self.text[self.index] == UInt8(ascii: character) else { return false }
        self.index += 1
        return true
    }

    private static func digit(_ byte: UInt8) -> Int64? {
        byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") ? Int64(byte - UInt8(ascii: "0")) : nil
    }

    /// Days since 1970-01-01 in the proleptic Gregorian calendar, counting years from March so that the leap day
    /// comes last.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }
}
