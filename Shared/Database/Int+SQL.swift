public import LibPQ

/// Integers all travel in decimal.
public protocol SQLInteger: FixedWidthInteger, SignedInteger, SQLBindable, SQLDecodable {}

extension SQLInteger {
    /// Appends the number in decimal.
    public func bind(into parameters: inout Parameters) {
        parameters.append(integer: Int64(self), oid: Self.sqlType)
    }

    /// Reads a decimal number that fits.
    public static func decode(sqlText: UnsafeRawBufferPointer, type: OID) throws -> Self {
        guard let value = sqlText.decimal(as: Self.self) else {
            throw DatabaseError(.decoding, "not an integer in range")
        }
        return value
    }
}

extension Int: SQLInteger {
    /// `bigint`.
    public static var sqlType: OID { .int8 }
}

extension Int64: SQLInteger {
    /// `bigint`.
    public static var sqlType: OID { .int8 }
}

extension Int32: SQLInteger {
    /// `integer`.
    public static var sqlType: OID { .int4 }
}

extension Int16: SQLInteger {
    /// `smallint`.
    public static var sqlType: OID { .int2 }
}

extension Sequence<UInt8> {
    /// A decimal number with an optional sign and nothing else.
    func decimal<Number: FixedWidthInteger>(as type: Number.Type = Number.self) -> Number? {
        var iterator = self.makeIterator()
        guard var byte = iterator.next() else { return nil }
        let isNegative = byte == UInt8(ascii: "-")
        if isNegative || byte == UInt8(ascii: "+") {
            guard let next = iterator.next() else { return nil }
            byte = next
        }
        var value: Number = 0
        var current: UInt8? = byte
        while let digit = current {
            guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
            let (tenfold, overflow) = value.multipliedReportingOverflow(by: 10)
            let unit = Number(digit - UInt8(ascii: "0"))
            let (sum, carry) =
                isNegative ? tenfold.subtractingReportingOverflow(unit) : tenfold.addingReportingOverflow(unit)
            guard !overflow, !carry else { return nil }
            value = sum
            current = iterator.next()
        }
        return value
    }
}
