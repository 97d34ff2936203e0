/// What a field holds, and by which rule its value is checked.
///
/// The kind decides everything that follows from a value's type: its JSON shape, its columns, its CSV cells, its form
/// control and the operators that a filter offers.
public enum FieldKind: Sendable {
    /// A line or several lines of text of at most `max` Unicode scalars.
    case text(max: Int, format: TextFormat = .line)
    /// One code out of a list.
    case code(CodeList)
    /// A set of codes out of a list; JSON array, `text[]` column.
    case codes(CodeList)
    /// Text in Chinese, English or both: `{"zh": ..., "en": ...}`, columns `_zh` and `_en`.
    case localized(max: Int)
    /// A whole number.
    case integer(ClosedRange<Int64>)
    /// An exact decimal number with a fixed number of places, in units of the last place (`scale` 2: cents).
    case decimal(scale: Int, ClosedRange<Int64>)
    /// Yes or no.
    case boolean
    /// A calendar date, ISO 8601.
    case date
    /// A half-open range of dates `{"from": ..., "to": ...}`, columns `_from` and `_to`; either end may be open.
    case period
    /// An amount of money, never negative: `{"minor": 12345, "currency": "CNY"}`, columns `_minor` and `_currency`.
    case money
    /// The id of another record.
    case reference(Reference)
    /// An ordered list of groups of fields, kept in a table of its own.
    indirect case items([FieldSpec])
}

/// The finer shape of a text.
public enum TextFormat: Sendable, Hashable {
    /// One line.
    case line
    /// Several lines; line breaks and tabs allowed.
    case paragraphs
    /// An absolute `http` or `https` URL (RFC 3986).
    case url
    /// An e-mail address, `local@domain` (RFC 5321; quoted local parts are not accepted).
    case email
    /// A SHA-256 digest in lower-case hexadecimal, 64 digits.
    case sha256
    /// The code of an organisational unit: lower-case letters, digits and hyphens.
    case unitCode
    /// The name of an account: lower-case letters, digits and `. _ @ -`.
    case accountName
    /// An ORCID iD with its ISO 7064 MOD 11-2 check digit, `0000-0002-1825-0097`.
    case orcid
}

/// Where a reference points.
public struct Reference: Sendable, Hashable {
    /// The service that owns the record, as in its paths: `partners`.
    public let service: String
    /// The record type: `institution`.
    public let resource: String
    /// The collection in the owner's paths: `institutions`.
    public let collection: String

    /// The table of the records in their owner's schema.
    public var table: String { self.collection.replacingHyphens }

    /// Creates a reference to a record type.
    public init(service: String, resource: String, collection: String) {
        self.service = service
        self.resource = resource
        self.collection = collection
    }
}
