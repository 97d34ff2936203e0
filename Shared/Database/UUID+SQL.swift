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
        guard sqlText.count == 36 else { throw DatabaseError(.decoding, "not a UUID") }
        var bytes: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        let complete = withUnsafeMutableBytes(of: &bytes) { bytes in
            var digits = 0
            for (index, character) in sqlText.enumerated() {
                if index == 8 || index == 13 || index == 18 || index == 23 {
                    guard character == UInt8(ascii: "-") else { return false }
                    continue
                }
                guard let digit = character.hexadecimalDigit else { return false }
                bytes[digits / 2] = bytes[digits / 2] << 4 | digit
                digits += 1
            }
            return true
        }
        guard complete else { throw DatabaseError(.decoding, "not a UUID") }
        return UUID(uuid: bytes)
    }
}

extension UInt8 {
    /// The value of a hexadecimal digit.
    var hexadecimalDigit: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
