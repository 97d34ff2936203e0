/// A Swift type that a field's value is read as and written from.
///
/// Values arrive here validated, so a `nil` means that the field is absent, never that it is malformed.
public protocol FieldValue: Sendable {
    /// Reads the value from its JSON form.
    init?(fieldJSON: JSON)
    /// The value's JSON form.
    var fieldJSON: JSON { get }
}

extension String: FieldValue {
    /// Reads a JSON string.
    public init?(fieldJSON: JSON) {
        guard case .string(let text) = fieldJSON else { return nil }
        self = text
    }
    /// A JSON string.
    public var fieldJSON: JSON { .string(self) }
}

extension Bool: FieldValue {
    /// Reads a JSON boolean.
    public init?(fieldJSON: JSON) {
        guard case .bool(let value) = fieldJSON else { return nil }
        self = value
    }
    /// A JSON boolean.
    public var fieldJSON: JSON { .bool(self) }
}

extension Int64: FieldValue {
    /// Reads a JSON integer.
    public init?(fieldJSON: JSON) {
        guard case .integer(let value) = fieldJSON else { return nil }
        self = value
    }
    /// A JSON integer.
    public var fieldJSON: JSON { .integer(self) }
}

extension CalendarDate: FieldValue {
    /// Reads an ISO 8601 date.
    public init?(fieldJSON: JSON) {
        guard case .string(let text) = fieldJSON else { return nil }
        self.init(text)
    }
    /// An ISO 8601 date.
    public var fieldJSON: JSON { .string(self.description) }
}

extension RecordID: FieldValue {
    /// Reads a UUID.
    public init?(fieldJSON: JSON) {
        guard case .string(let text) = fieldJSON else { return nil }
        self.init(text)
    }
    /// A UUID in lower case.
    public var fieldJSON: JSON { .string(self.description) }
}

extension Period: FieldValue {
    /// Reads `{"from": ..., "to": ...}`, either of which may be absent.
    public init?(fieldJSON: JSON) {
        guard case .object(let object) = fieldJSON else { return nil }
        let from = object["from"].flatMap(CalendarDate.init(fieldJSON:))
        let to = object["to"].flatMap(CalendarDate.init(fieldJSON:))
        self.init(from: from, to: to)
    }
    /// `{"from": ..., "to": ...}` without the open ends.
    public var fieldJSON: JSON {
        var object = JSONObject()
        if let from = self.from { object["from"] = from.fieldJSON }
        if let to = self.to { object["to"] = to.fieldJSON }
        return .object(object)
    }
}

extension LocalizedText: FieldValue {
    /// Reads `{"zh": ..., "en": ...}`, one of which may be absent.
    public init?(fieldJSON: JSON) {
        guard case .object(let object) = fieldJSON else { return nil }
        self.init(zh: object["zh"].flatMap(String.init(fieldJSON:)), en: object["en"].flatMap(String.init(fieldJSON:)))
    }
    /// `{"zh": ..., "en": ...}` without the absent one.
    public var fieldJSON: JSON {
        var object = JSONObject()
        if let zh = self.zh { object["zh"] = .string(zh) }
        if let en = self.en { object["en"] = .string(en) }
        return .object(object)
    }
}

extension Money: FieldValue {
    /// Reads `{"minor": ..., "currency": ...}`.
    public init?(fieldJSON: JSON) {
        guard case .object(let object) = fieldJSON,
            let minor = object["minor"].flatMap(Int64.init(fieldJSON:)),
            let code = object["currency"].flatMap(String.init(fieldJSON:)),
            let currency = Currency(code)
        else { return nil }
        self.init(minor: minor, currency: currency)
    }
    /// `{"minor": ..., "currency": ...}`.
    public var fieldJSON: JSON {
        var object = JSONObject()
        object["minor"] = .integer(self.minor)
        object["currency"] = .string(self.currency.code)
        return .object(object)
    }
}

extension Array: FieldValue where Element: FieldValue {
    /// Reads a JSON array.
    public init?(fieldJSON: JSON) {
        guard case .array(let elements) = fieldJSON else { return nil }
        self = elements.compactMap(Element.init(fieldJSON:))
    }
    /// A JSON array.
    public var fieldJSON: JSON { .array(self.map(\.fieldJSON)) }
}
