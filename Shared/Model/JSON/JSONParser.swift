/// A strict RFC 8259 parser over bytes that are already in memory.
///
/// It reads each byte once: plain runs inside strings are scanned eight bytes at a time, UTF-8 is checked on the way.
struct JSONParser {
    let bytes: UnsafeBufferPointer<UInt8>
    let base: UnsafePointer<UInt8>
    let end: Int
    let maximumDepth: Int
    let acceptsNull: Bool
    var position = 0
    var depth = 0
    /// Collects strings that contain escapes; kept so that its memory is used again.
    var scratch: [UInt8] = []

    /// Fails with nil when there are no bytes at all.
    init?(bytes: UnsafeBufferPointer<UInt8>, maximumDepth: Int, acceptsNull: Bool) {
        guard let base = bytes.baseAddress, !bytes.isEmpty else { return nil }
        self.bytes = bytes
        self.base = base
        self.end = bytes.count
        self.maximumDepth = maximumDepth
        self.acceptsNull = acceptsNull
    }

    mutating func parseDocument() throws(JSONSyntaxError) -> JSON {
        self.skipWhitespace()
        let value = try self.parseValue()
        self.skipWhitespace()
        guard self.position == self.end else { throw self.failure(.trailingContent) }
        return value
    }

    func failure(_ code: JSONSyntaxError.Code, at offset: Int? = nil) -> JSONSyntaxError {
        JSONSyntaxError(code, offset: offset ?? self.position, in: self.bytes)
    }

    /// The reason why the byte at the position is refused: a wrong byte, or none.
    func unexpected() -> JSONSyntaxError {
        guard self.position < self.end else { return self.failure(.unexpectedEnd) }
        if self.base[self.position] >= 0x80, UTF8Sequence.length(at: self.position, of: self.bytes) == nil {
            return self.failure(.invalidUTF8)
        }
        return self.failure(.unexpectedCharacter)
    }

    @inline(__always)
    mutating func skipWhitespace() {
        while self.position < self.end {
            let byte = self.base[self.position]
            guard byte <= 0x20, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
            self.position += 1
        }
    }

    mutating func parseValue() throws(JSONSyntaxError) -> JSON {
        guard self.position < self.end else { throw self.failure(.unexpectedEnd) }
        switch self.base[self.position] {
        case UInt8(ascii: "\""):
            return .string(try self.parseString())
        case UInt8(ascii: "{"):
            return .object(try self.parseObject())
        case UInt8(ascii: "["):
            return .array(try self.parseArray())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return try self.parseNumber()
        case UInt8(ascii: "t"):
            try self.parseLiteral("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try self.parseLiteral("false")
            return .bool(false)
        case UInt8(ascii: "n"):
            try self.parseLiteral("null")
            return .null
        default:
            throw self.unexpected()
        }
    }

    private mutating func parseLiteral(_ literal: StaticString) throws(JSONSyntaxError) {
        for index in 0..<literal.utf8CodeUnitCount {
            guard self.position < self.end, self.base[self.position] == literal.utf8Start[index] else {
                throw self.unexpected()
            }
            self.position += 1
        }
    }

    private mutating func enter() throws(JSONSyntaxError) {
        self.depth += 1
        guard self.depth <= self.maximumDepth else { throw self.failure(.tooDeep) }
        self.position += 1
        self.skipWhitespace()
    }

    /// Steps over one byte when it is `byte`.
    @inline(__always)
    private mutating func consume(_ byte: UInt8) -> Bool {
        guard self.position < self.end, self.base[self.position] == byte else { return false }
        self.position += 1
        return true
    }

    private mutating func parseArray() throws(JSONSyntaxError) -> [JSON] {
        try self.enter()
        defer { self.depth -= 1 }
        if self.consume(UInt8(ascii: "]")) { return [] }
        var elements: [JSON] = []
        while true {
            elements.append(try self.parseValue())
            self.skipWhitespace()
            if self.consume(UInt8(ascii: ",")) {
                self.skipWhitespace()
                continue
            }
            guard self.consume(UInt8(ascii: "]")) else { throw self.unexpected() }
            return elements
        }
    }

    private mutating func parseObject() throws(JSONSyntaxError) -> JSONObject {
        try self.enter()
        defer { self.depth -= 1 }
        if self.consume(UInt8(ascii: "}")) { return JSONObject() }
        var members = DistinctMembers()
        while true {
            let start = self.position
            guard start < self.end, self.base[start] == UInt8(ascii: "\"") else { throw self.unexpected() }
            let key = try self.parseString()
            self.skipWhitespace()
            guard self.consume(UInt8(ascii: ":")) else { throw self.unexpected() }
            self.skipWhitespace()
            guard members.reserve(key) else { throw self.failure(.duplicateKey, at: start) }
            members.append(try self.parseValue(), under: key)
            self.skipWhitespace()
            if self.consume(UInt8(ascii: ",")) {
                self.skipWhitespace()
                continue
            }
            guard self.consume(UInt8(ascii: "}")) else { throw self.unexpected() }
            return members.object
        }
    }
}
