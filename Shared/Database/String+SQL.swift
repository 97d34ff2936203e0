public import LibPQ

extension String: SQLBindable, SQLDecodable {
    /// `text`.
    public static var sqlType: OID { .text }

    /// Appends the text.
    ///
    /// NUL inside is refused when the statement is sent.
    public func bind(into parameters: inout Parameters) {
        parameters.append(text: self, oid: .text)
    }

    /// Reads any column: every type has a text format.
    public static func decode(sqlText: UnsafeRawBufferPointer, type: OID) throws -> String {
        String(decoding: sqlText, as: UTF8.self)
    }
}
