public import FoundationEssentials
public import LibPQ

extension SQLArrayElement {
    /// Reads each element as it would be read from a column of its own.
    public static func decode(arrayText: UnsafeRawBufferPointer, type: OID) throws -> [Self] {
        var elements: [Self] = []
        try ArrayText.decode(arrayText) { bytes in
            try bytes.withUnsafeBytes { elements.append(try Self.decode(sqlText: $0, type: Self.sqlType)) }
        }
        return elements
    }
}

extension SQLArrayElement where Self: CustomStringConvertible {
    /// Appends the array with each element as its description.
    public static func bind(array: [Self], into parameters: inout Parameters) {
        parameters.append(text: ArrayText.encode(array.lazy.map(\.description)), oid: Self.sqlArrayType)
    }
}

extension String: SQLArrayElement {
    /// `text[]`.
    public static var sqlArrayType: OID { .textArray }
}

extension Int: SQLArrayElement {
    /// `bigint[]`.
    public static var sqlArrayType: OID { .int8Array }
}

extension Int64: SQLArrayElement {
    /// `bigint[]`.
    public static var sqlArrayType: OID { .int8Array }
}

extension Int32: SQLArrayElement {
    /// `integer[]`.
    public static var sqlArrayType: OID { .int4Array }
}

extension Bool: SQLArrayElement {
    /// `boolean[]`.
    public static var sqlArrayType: OID { .boolArray }
}

extension UUID: SQLArrayElement {
    /// `uuid[]`.
    public static var sqlArrayType: OID { .uuidArray }
}
