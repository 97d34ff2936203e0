/// The identifier PostgreSQL gives a data type (`pg_type.oid`).
public struct OID: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The number as in `pg_type`.
    public let rawValue: UInt32

    /// Wraps a number from `pg_type`.
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// The number in decimal.
    public var description: String { String(self.rawValue) }

    /// Lets the server infer the type.
    public static let unknown = OID(rawValue: 0)
    /// `boolean`.
    public static let bool = OID(rawValue: 16)
    /// `bytea`.
    public static let bytea = OID(rawValue: 17)
    /// `bigint`.
    public static let int8 = OID(rawValue: 20)
    /// `smallint`.
    public static let int2 = OID(rawValue: 21)
    /// `integer`.
    public static let int4 = OID(rawValue: 23)
    /// `text`.
    public static let text = OID(rawValue: 25)
    /// `json`.
    public static let json = OID(rawValue: 114)
    /// `double precision`.
    public static let float8 = OID(rawValue: 701)
    /// `boolean[]`.
    public static let boolArray = OID(rawValue: 1000)
    /// `bytea[]`.
    public static let byteaArray = OID(rawValue: 1001)
    /// `integer[]`.
    public static let int4Array = OID(rawValue: 1007)
    /// `text[]`.
    public static let textArray = OID(rawValue: 1009)
    /// `bigint[]`.
    public static let int8Array = OID(rawValue: 1016)
    /// `character varying`.
    public static let varchar = OID(rawValue: 1043)
    /// `date`.
    public static let date = OID(rawValue: 1082)
    /// `timestamp with time zone`.
    public static let timestamptz = OID(rawValue: 1184)
    /// `timestamp with time zone[]`.
    public static let timestamptzArray = OID(rawValue: 1185)
    /// `numeric`.
    public static let numeric = OID(rawValue: 1700)
    /// `uuid`.
    public static let uuid = OID(rawValue: 2950)
    /// `uuid[]`.
    public static let uuidArray = OID(rawValue: 2951)
    /// `jsonb`.
    public static let jsonb = OID(rawValue: 3802)
    /// `jsonb[]`.
    public static let jsonbArray = OID(rawValue: 3807)
    /// `xid8`.
    public static let xid8 = OID(rawValue: 5069)
}
