public import FoundationEssentials
public import LibPQ

extension Date: SQLBindable, SQLDecodable {
    /// `timestamp with time zone`.
    public static var sqlType: OID { .timestamptz }

    /// Appends microseconds since 2000-01-01 UTC in binary, which is what the server stores: no time zone, no
    /// calendar, no rounding but to the microsecond.
    public func bind(into parameters: inout Parameters) {
        let microseconds = (self.timeIntervalSince1970 * 1_000_000).rounded() - Self.epochMicroseconds
        let value: Int64
        if microseconds >= 9.2e18 {
            value = .max
        } else if microseconds <= -9.2e18 {
            value = .min
        } else {
            value = Int64(microseconds)
        }
        withUnsafeBytes(of: value.bigEndian) { parameters.append(binary: $0, oid: .timestamptz) }
    }

    /// Reads `2024-05-01 12:30:00.25+08`, the ISO style, and `infinity`.
    public static func decode(sqlText: UnsafeRawBufferPointer, type: OID) throws -> Date {
        switch sqlText.count {
        case 8 where sqlText.elementsEqual("infinity".utf8): return .distantFuture
        case 9 where sqlText.elementsEqual("-infinity".utf8): return .distantPast
        default: break
        }
        guard let microseconds = TimestampText.microseconds(sqlText) else {
            throw DatabaseError(.decoding, "not a timestamp in ISO style")
        }
        return Date(timeIntervalSince1970: Double(microseconds) / 1_000_000)
    }

    /// From 1970-01-01 to 2000-01-01.
    private static var epochMicroseconds: Double { 946_684_800_000_000 }
}
