/// The fields of one record, or of one entry of a list inside a record, in the JSON form that the API shows.
///
/// A record is read and written through ``Field`` handles. What is in it has been validated against its declaration,
/// either on its way in or by the table that it was read from.
public struct Record: Sendable, Hashable, FieldValue {
    /// The fields in JSON form.
    ///
    /// Absent fields have no member.
    public var object: JSONObject

    /// Creates a record from its JSON form.
    public init(_ object: JSONObject = JSONObject()) {
        self.object = object
    }

    /// The value of a field, or nil when it is absent.
    public subscript<Value>(_ field: Field<Value>) -> Value? {
        get { self.object[field.name].flatMap(Value.init(fieldJSON:)) }
        set { self.object[field.name] = newValue?.fieldJSON }
    }

    /// Reads a JSON object.
    public init?(fieldJSON: JSON) {
        guard case .object(let object) = fieldJSON else { return nil }
        self.object = object
    }
    /// The JSON object.
    public var fieldJSON: JSON { .object(self.object) }
}

extension Record {
    /// The record's id.
    public var id: RecordID? { self[SystemFields.id] }
    /// The code that people use for the record.
    public var code: String? { self[SystemFields.code] }
    /// The organisational unit that owns the record.
    public var unit: String? { self[SystemFields.unit] }
    /// The state in the record's lifecycle.
    public var state: String? { self[SystemFields.state] }
    /// The number of changes made, starting at 1; the ETag.
    public var version: Int64? { self[SystemFields.version] }
}
