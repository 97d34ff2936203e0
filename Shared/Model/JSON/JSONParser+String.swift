extension JSONParser {
    /// Reads the string whose opening quote is at the position.
    @inline(__always)
    mutating func parseString() throws(JSONSyntaxError) -> String {
        let start = self.position + 1
        let stop = try self.plainRunEnd(from: start)
        if self.base[stop] == UInt8(ascii: "\"") {
            self.position = stop + 1
            return String(decoding: UnsafeBufferPointer(start: self.base + start, count: stop - start), as: UTF8.self)
        }
        return try self.parseEscapedString(from: start, firstEscape: stop)
    }

    /// Where the run of ordinary characters from `start` ends: at a quote or a backslash, which is there for certain.
    @inline(__always)
    private mutating func plainRunEnd(from start: Int) throws(JSONSyntaxError) -> Int {
        var offset = start
        while true {
            while offset + 8 <= self.end {
                let word = UnsafeRawPointer(self.base + offset).loadUnaligned(as: UInt64.self)
                let special = ByteScan.stringSpecialOrNonASCII(UInt64(littleEndian: word))
                if special == 0 {
                    offset += 8
                } else {
                    offset += special.trailingZeroBitCount >> 3
                    break
                }
            }
            guard offset < self.end else { throw self.failure(.unexpectedEnd, at: self.end) }
            let byte = self.base[offset]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                return offset
            } else if byte < 0x20 {
                throw self.failure(.controlCharacter, at: offset)
            } else if byte < 0x80 {
                offset += 1
            } else {
                repeat {
                    guard let length = UTF8Sequence.length(at: offset, of: self.bytes) else {
                        throw self.failure(.invalidUTF8, at: offset)
                    }
                    offset += length
                } while offset < self.end && self.base[offset] >= 0x80
            }
        }
    }

    @inline(never)
    private mutating func parseEscapedString(
        from start: Int,
        firstEscape: Int,
    ) throws(JSONSyntaxError) -> String {
        self.scratch.removeAll(keepingCapacity: true)
        var runStart = start
        var runEnd = firstEscape
        while true {
            self.scratch.append(
                contentsOf: UnsafeBufferPointer(start: self.base + runStart, count: runEnd - runStart),
            )
            self.position = runEnd + 1
            if self.base[runEnd] == UInt8(ascii: "\"") {
                return String(decoding: self.scratch, as: UTF8.self)
            }
            try self.parseEscape()
            runStart = self.position
            runEnd = try self.plainRunEnd(from: runStart)
        }
    }

    /// Reads what follows a backslash into the scratch buffer.
    private mutating func parseEscape() throws(JSONSyntaxError) {
        guard self.position < self.end else { throw self.failure(.unexpectedEnd) }
        let byte = self.base[self.position]
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): self.scratch.append(byte)
        case UInt8(ascii: "b"): self.scratch.append(0x08)
        case UInt8(ascii: "f"): self.scratch.append(0x0C)
        case UInt8(ascii: "n"): self.scratch.append(0x0A)
        case UInt8(ascii: "r"): self.scratch.append(0x0D)
        case UInt8(ascii: "t"): self.scratch.append(0x09)
        case UInt8(ascii: "u"):
            try self.parseUnicodeEscape()
            return
        default: throw self.failure(.invalidEscape, at: self.position - 1)
        }
        self.position += 1
    }

    private mutating func parseUnicodeEscape() throws(JSONSyntaxError) {
        let start = self.position - 1
        self.position += 1
        let first = try self.parseFourHexDigits()
        var value = first
        if first & 0xFC00 == 0xD800 {
            guard self.position + 1 < self.end, self.base[self.position] == UInt8(ascii: "\\"),
                self.base[self.position + 1] == UInt8(ascii: "u")
            else { throw self.failure(.loneSurrogate, at: start) }
            self.position += 2
            let second = try self.parseFourHexDigits()
            guard second & 0xFC00 == 0xDC00 else { throw self.failure(.loneSurrogate, at: start) }
            value = 0x10000 + ((first & 0x3FF) << 10 | second & 0x3FF)
        }
        guard value != 0 || self.acceptsNull else { throw self.failure(.nullCharacter, at: start) }
        guard let scalar = Unicode.Scalar(value) else { throw self.failure(.loneSurrogate, at: start) }
        self.scratch.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }

    private mutating func parseFourHexDigits() throws(JSONSyntaxError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard self.position < self.end else { throw self.failure(.unexpectedEnd) }
            guard let digit = ASCII.hexDigit(self.base[self.position]) else { throw self.failure(.invalidEscape) }
            value = value << 4 | UInt32(digit)
            self.position += 1
        }
        return value
    }
}
