import Database
import LibPQ
import Model

/// Turns a field's JSON form, which has been validated, into parameters for its columns.
enum FieldBinding {
    static func append(_ value: JSON?, of field: FieldSpec, to parameters: inout Parameters) {
        switch field.kind {
        case .text, .code:
            Self.append(text: value?.stringValue, .text, to: &parameters)
        case .date:
            Self.append(text: value?.stringValue, .date, to: &parameters)
        case .reference:
            Self.append(text: value?.stringValue, .uuid, to: &parameters)
        case .codes:
            guard case .array(let codes)? = value else { return parameters.appendNull(.textArray) }
            parameters.append(text: Self.arrayLiteral(codes.compactMap(\.stringValue)), oid: .textArray)
        case .localized:
            Self.append(text: value?["zh"]?.stringValue, .text, to: &parameters)
            Self.append(text: value?["en"]?.stringValue, .text, to: &parameters)
        case .integer:
            Self.append(text: value?.integerValue.map { String($0) }, .int8, to: &parameters)
        case .decimal:
            Self.append(text: value?.numberLiteral, .numeric, to: &parameters)
        case .boolean:
            Self.append(text: value?.boolValue.map { $0 ? "t" : "f" }, .bool, to: &parameters)
        case .period:
            Self.append(text: value?["from"]?.stringValue, .date, to: &parameters)
            Self.append(text: value?["to"]?.stringValue, .date, to: &parameters)
        case .money:
            Self.append(text: value?["minor"]?.integerValue.map { String($0) }, .int8, to: &parameters)
            Self.append(text: value?["currency"]?.stringValue, .text, to: &parameters)
        case .items(let fields):
            parameters.append(text: Self.recordset(value, fields: fields), oid: .jsonb)
        }
    }

    private static func append(text: String?, _ type: OID, to parameters: inout Parameters) {
        if let text {
            parameters.append(text: text, oid: type)
        } else {
            parameters.appendNull(type)
        }
    }

    /// `{"a","b"}`, the text form of an array (PostgreSQL manual, 8.15.2).
    static func arrayLiteral(_ elements: [String]) -> String {
        var literal = "{"
        for (index, element) in elements.enumerated() {
            if index > 0 { literal += "," }
            literal += "\""
            for scalar in element.unicodeScalars {
                if scalar == "\"" || scalar == "\\" { literal += "\\" }
                literal.unicodeScalars.append(scalar)
            }
            literal += "\""
        }
        return literal + "}"
    }

    /// The entries of a list with one member a column, as `jsonb_to_recordset` reads them.
    private static func recordset(_ value: JSON?, fields: [FieldSpec]) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginArray()
        for (ordinal, entry) in (value?.arrayValue ?? []).enumerated() {
            writer.beginObject()
            writer.member("ordinal", ordinal)
            for field in fields {
                guard let value = entry[field.name] else { continue }
                switch field.kind {
                case .localized:
                    if let zh = value["zh"] { writer.member("\(field.column)_zh", zh) }
                    if let en = value["en"] { writer.member("\(field.column)_en", en) }
                case .period:
                    if let from = value["from"] { writer.member("\(field.column)_from", from) }
                    if let to = value["to"] { writer.member("\(field.column)_to", to) }
                case .money:
                    if let minor = value["minor"] { writer.member("\(field.column)_minor", minor) }
                    if let currency = value["currency"] { writer.member("\(field.column)_currency", currency) }
                default:
                    writer.member(field.column, value)
                }
            }
            writer.endObject()
        }
        writer.endArray()
        return writer.bytes
    }
}
