public import LibPQ

extension Double: SQLBindable, SQLDecodable {
    /// `double precision`.
    public static var sqlType: OID { .float8 }

    /// Appends the shortest text that reads back as the same number; `nan` and `inf` are the server's words too.
    public func bind(into parameters: inout Parameters) {
        parameters.append(text: self.description, oid: .float8)
    }

    /// Reads any number, also `numeric` and integers.
    public static func decode(sqlText: UnsafeRawBufferPointer, type: OID) throws -> Double {
        guard let value = Double(String(decoding: sqlText, as: UTF8.self)) else {
            throw DatabaseError(.decoding, "not a number")
        }
        return value
    }
}
