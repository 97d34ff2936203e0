public import LibPQ

/// A JSON document as UTF-8 bytes, sent as `jsonb` and read from `json` or `jsonb`.
public struct JSONText: SQLBindable, SQLDecodable, Hashable {
    /// The document.
    public var bytes: [UInt8]

    /// Wraps UTF-8 bytes; the server checks that they are JSON.
    public init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Wraps text.
    public init(_ string: String) {
        self.bytes = Array(string.utf8)
    }

    /// The document as text.
    public var string: String { String(decoding: self.bytes, as: UTF8.self) }

    /// `jsonb`.
    public static var sqlType: OID { .jsonb }

    /// Appends the document.
    public func bind(into parameters: inout Parameters) {
        parameters.append(text: self.bytes, oid: .jsonb)
    }

    /// Reads a `json` or `jsonb` column.
    public static func decode(sqlText: UnsafeRawBufferPointer, type: OID) throws -> JSONText {
        guard type == .jsonb || type == .json else { throw DatabaseError(.decoding, "not JSON") }
        return JSONText(Array(sqlText))
    }
}

extension JSONText: SQLArrayElement {
    /// `jsonb[]`.
    public static var sqlArrayType: OID { .jsonbArray }

    /// Appends the array.
    public static func bind(array: [JSONText], into parameters: inout Parameters) {
        parameters.append(text: ArrayText.encode(array.lazy.map(\.string)), oid: .jsonbArray)
    }
}
