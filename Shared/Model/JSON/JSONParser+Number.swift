extension JSONParser {
    /// Reads a number: an integer when it is written as one and fits, else its literal.
    mutating func parseNumber() throws(JSONSyntaxError) -> JSON {
        let start = self.position
        let negative = self.base[start] == UInt8(ascii: "-")
        if negative { self.position += 1 }

        // Collected below zero, because the least Int64 has no positive counterpart.
        var value: Int64 = 0
        var fits = true
        let firstDigit = self.position
        while self.position < self.end, let digit = ASCII.decimalDigit(self.base[self.position]) {
            let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
            let (next, carry) = tenfold.subtractingReportingOverflow(Int64(digit))
            if overflow || carry { fits = false }
            value = next
            self.position += 1
        }
        let digits = self.position - firstDigit
        guard digits > 0 else { throw self.numberFailure(start) }
        guard digits == 1 || self.base[firstDigit] != UInt8(ascii: "0") else {
            throw self.failure(.invalidNumber, at: start)
        }

        var isInteger = true
        if self.position < self.end, self.base[self.position] == UInt8(ascii: ".") {
            isInteger = false
            self.position += 1
            try self.skipDigits(start)
        }
        if self.position < self.end, self.base[self.position] | 0x20 == UInt8(ascii: "e") {
            isInteger = false
            self.position += 1
            if self.position < self.end,
                self.base[self.position] == UInt8(ascii: "+") || self.base[self.position] == UInt8(ascii: "-")
            {
                self.position += 1
            }
            try self.skipDigits(start)
        }

        if isInteger, fits, !(negative && value == 0) {
            if negative { return .integer(value) }
            if value != .min { return .integer(-value) }
        }
        let literal = UnsafeBufferPointer(start: self.base + start, count: self.position - start)
        return .number(String(decoding: literal, as: UTF8.self))
    }

    private mutating func skipDigits(_ start: Int) throws(JSONSyntaxError) {
        let first = self.position
        while self.position < self.end, ASCII.decimalDigit(self.base[self.position]) != nil {
            self.position += 1
        }
        guard self.position > first else { throw self.numberFailure(start) }
    }

    private func numberFailure(_ start: Int) -> JSONSyntaxError {
        self.position < self.end ? self.failure(.invalidNumber, at: start) : self.failure(.unexpectedEnd)
    }
}
