public import LibPQ

/// A value that can be read from a column.
public protocol SQLDecodable {
    /// Reads the value from its text format.
    ///
    /// Throws when the text is not such a value, never returns a stand-in.
    ///
    /// - Parameters:
    ///   - sqlText: the bytes, valid during the call only.
    ///   - type: the column's type.
    static func decode(sqlText: UnsafeRawBufferPointer, type: OID) throws -> Self

    /// What NULL means for this type.
    ///
    /// By default it is an error.
    static func decodeNull() throws -> Self
}

extension SQLDecodable {
    /// Refuses: only an optional can hold NULL.
    public static func decodeNull() throws -> Self {
        throw DatabaseError(.decoding, "NULL")
    }
}

extension Optional: SQLDecodable where Wrapped: SQLDecodable {
    /// Reads the wrapped value.
    public static func decode(sqlText: UnsafeRawBufferPointer, type: OID) throws -> Self {
        try Wrapped.decode(sqlText: sqlText, type: type)
    }

    /// NULL is nil.
    public static func decodeNull() throws -> Self { nil }
}
