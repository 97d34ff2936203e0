import Database
import Model

/// Turns a field's JSON form, which has been validated, into texts for its columns.
enum FieldBinding {
    /// Appends a field's value to the arrays of its columns, which begin at `next`, and steps over them.
    static func append(_ value: JSON?, of field: FieldSpec, to columns: inout [TextArray], at next: inout Int) {
        Self.texts(of: value, field) { text in
            columns[next].append(text)
            next += 1
        }
    }

    /// The texts for the columns of a field's value, one after the other; nil is NULL.
    static func texts(of value: JSON?, _ field: FieldSpec, _ append: (String?) -> Void) {
        switch field.kind {
        case .text, .code, .date, .reference:
            append(value?.stringValue)
        case .codes:
            append(value?.arrayValue.map { Self.arrayLiteral($0.compactMap(\.stringValue)) })
        case .localized:
            append(value?["zh"]?.stringValue)
            append(value?["en"]?.stringValue)
        case .integer, .decimal:
            append(value?.numberLiteral)
        case .boolean:
            append(value?.boolValue.map { $0 ? "t" : "f" })
        case .period:
            append(value?["from"]?.stringValue)
            append(value?["to"]?.stringValue)
        case .money:
            append(value?["minor"]?.numberLiteral)
            append(value?["currency"]?.stringValue)
        case .items:
            break
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

    /// The entries of a list of several records, with one member a column, as `jsonb_to_recordset` reads them.
    static func recordset(of list: FieldSpec, in changes: [Change]) -> [UInt8] {
        var writer = JSONWriter()
        writer.beginArray()
        for change in changes {
            for (ordinal, entry) in (change.after.object[list.name]?.arrayValue ?? []).enumerated() {
                writer.beginObject()
                writer.member("parent_id", change.id)
                writer.member("ordinal", ordinal)
                for field in list.items ?? [] {
                    if let value = entry[field.name] { Self.write(value, of: field, to: &writer) }
                }
                writer.endObject()
            }
        }
        writer.endArray()
        return writer.bytes
    }

    private static func write(_ value: JSON, of field: FieldSpec, to writer: inout JSONWriter) {
        let parts: [String] =
            switch field.kind {
            case .localized: ["zh", "en"]
            case .period: ["from", "to"]
            case .money: ["minor", "currency"]
            default: []
            }
        if parts.isEmpty { writer.member(field.column, value) }
        for part in parts {
            if let value = value[part] { writer.member("\(field.column)_\(part)", value) }
        }
    }
}
