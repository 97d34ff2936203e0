public import LibPQ

extension Bool: SQLBindable, SQLDecodable {
    /// `boolean`.
    public static var sqlType: OID { .bool }

    /// Appends `t` or `f`.
    public func bind(into parameters: inout Parameters) {
        parameters.append(text: CollectionOfOne(self ? UInt8(ascii: "t") : UInt8(ascii: "f")), oid: .bool)
    }

    /// Reads `t` or `f`, the only forms the server writes.
    public static func decode(sqlText: UnsafeRawBufferPointer, type: OID) throws -> Bool {
        guard sqlText.count == 1, let byte = sqlText.first else { throw DatabaseError(.decoding, "not a boolean") }
        switch byte {
        case UInt8(ascii: "t"): return true
        case UInt8(ascii: "f"): return false
        default: throw DatabaseError(.decoding, "not a boolean")
        }
    }
}
