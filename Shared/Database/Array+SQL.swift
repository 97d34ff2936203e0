public import LibPQ

/// An element whose array is a PostgreSQL value of its own.
public protocol SQLArrayElement: SQLBindable, SQLDecodable {
    /// The type of the array.
    static var sqlArrayType: OID { get }

    /// Appends the array.
    static func bind(array: [Self], into parameters: inout Parameters)

    /// Reads the array from its text format.
    static func decode(arrayText: UnsafeRawBufferPointer, type: OID) throws -> [Self]
}

extension Array: SQLBindable where Element: SQLArrayElement {
    /// The array type of the element.
    public static var sqlType: OID { Element.sqlArrayType }

    /// Appends the array.
    public func bind(into parameters: inout Parameters) {
        Element.bind(array: self, into: &parameters)
    }
}

extension Array: SQLDecodable where Element: SQLArrayElement {
    /// Reads a one-dimensional array without NULLs.
    public static func decode(sqlText: UnsafeRawBufferPointer, type: OID) throws -> [Element] {
        try Element.decode(arrayText: sqlText, type: type)
    }
}

/// `[UInt8]` is `bytea`, not an array of numbers.
extension UInt8: SQLArrayElement {
    /// A byte alone has no type of its own and travels as `smallint`.
    public static var sqlType: OID { .int2 }
    /// `bytea`.
    public static var sqlArrayType: OID { .bytea }

    /// Appends the byte as a small number.
    public func bind(into parameters: inout Parameters) {
        parameters.append(integer: Int64(self), oid: .int2)
    }

    /// Reads a number from 0 to 255.
    public static func decode(sqlText: UnsafeRawBufferPointer, type: OID) throws -> UInt8 {
        guard let value = sqlText.decimal(as: UInt8.self) else { throw DatabaseError(.decoding, "not a byte") }
        return value
    }

    /// Appends the bytes as they are.
    public static func bind(array: [UInt8], into parameters: inout Parameters) {
        parameters.append(binary: array, oid: .bytea)
    }

    /// Reads `\x` and hexadecimal digits, or the bytes of any other type's text.
    public static func decode(arrayText: UnsafeRawBufferPointer, type: OID) throws -> [UInt8] {
        guard type == .bytea else { return [UInt8](arrayText) }
        guard arrayText.count >= 2, arrayText.count % 2 == 0, arrayText[0] == UInt8(ascii: "\\"),
            arrayText[1] == UInt8(ascii: "x")
        else { throw DatabaseError(.decoding, "not bytea in hexadecimal") }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(arrayText.count / 2 - 1)
        for index in stride(from: 2, to: arrayText.count, by: 2) {
            guard let high = arrayText[index].hexadecimalDigit, let low = arrayText[index + 1].hexadecimalDigit else {
                throw DatabaseError(.decoding, "not bytea in hexadecimal")
            }
            bytes.append(high << 4 | low)
        }
        return bytes
    }
}
