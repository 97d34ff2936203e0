public import FoundationEssentials
public import LibPQ

extension UUID: SQLBindable, SQLDecodable {
    /// `uuid`.
    public static var sqlType: OID { .uuid }

    /// Appends the 16 bytes: the binary format is the value itself.
    public func bind(into parameters: inout Parameters) {
        withUnsafeBytes(of: self.uuid) { parameters.append(binary: $0, oid: .uuid) }
    }

    /// Reads the canonical form of 36 characters.
    public static func decode(sqlText: UnsafeRawBufferPointer, type: OID) throws -> UUID {
        var isComplete =
            sqlText.count == 36 && sqlText[8] == UInt8(ascii: "-") && sqlText[13] == UInt8(ascii: "-")
            && sqlText[18] == UInt8(ascii: "-") && sqlText[23] == UInt8(ascii: "-")
        guard isComplete else { throw DatabaseError(.decoding, "not a UUID") }
        // Every event of the log has one: whole numbers in registers, not bytes in memory, and no closure for each digit.
        func number(_ places: Range<Int>, after start: UInt64 = 0) -> UInt64 {
            var number = start
            for place in places {
                let digit = sqlText[place].hexadecimalDigit
                isComplete = isComplete && digit != nil
                number = number << 4 | UInt64(digit ?? 0)
            }
            return number
        }
        let high = number(14..<18, after: number(9..<13, after: number(0..<8)))
        let low = number(24..<36, after: number(19..<23))
        guard isComplete else { throw DatabaseError(.decoding, "not a UUID") }
        return withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }
}

extension UInt8 {
    /// The value of a hexadecimal digit.
    var hexadecimalDigit: UInt8? {
        let digit = self &- UInt8(ascii: "0")
        if digit < 10 { return digit }
        // Capital letters differ from small ones by one bit.
        let letter = (self | 0x20) &- UInt8(ascii: "a")
        return letter < 6 ? letter + 10 : nil
    }
}
