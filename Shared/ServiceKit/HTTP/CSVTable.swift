import Model

/// A record type as a table for spreadsheets: one column for each part of a field (RFC 4180).
struct CSVTable: Sendable {
    private let columns: [(title: String, path: [String], isList: Bool)]

    init(_ resource: Resource) {
        self.columns = resource.allFields.flatMap { field -> [(title: String, path: [String], isList: Bool)] in
            let parts: [String] =
                switch field.kind {
                case .localized: ["zh", "en"]
                case .period: ["from", "to"]
                case .money: ["minor", "currency"]
                default: []
                }
            if parts.isEmpty { return [(field.name, [field.name], field.isList)] }
            return parts.map { ("\(field.name).\($0)", [field.name, $0], false) }
        }
    }

    /// The first line: the columns' names, which an import understands.
    var header: [UInt8] {
        Array((self.columns.map(\.title).joined(separator: ",") + "\r\n").utf8)
    }

    /// One record as a line.
    func row(_ record: Record) -> [UInt8] {
        let cells = self.columns.map { column -> String in
            var value: JSON? = .object(record.object)
            for name in column.path { value = value?[name] }
            return Self.cell(Self.text(value, isList: column.isList))
        }
        return Array((cells.joined(separator: ",") + "\r\n").utf8)
    }

    private static func text(_ value: JSON?, isList: Bool) -> String {
        switch value {
        case nil, .null: ""
        case .string(let text): text
        case .array(let elements) where isList && elements.allSatisfy({ $0.stringValue != nil }):
            elements.compactMap(\.stringValue).joined(separator: ";")
        case .some(let other): other.description
        }
    }

    /// Quotes a cell where needed, and disarms what a spreadsheet would take for a formula: in Chinese editions the
    /// full-width signs begin one too, and invisible characters before the sign do not help.
    ///
    /// By scalars: a quote with a combining mark after it is one character, but still a quote.
    private static func cell(_ text: String) -> String {
        var text = text
        let first = text.unicodeScalars.first { !$0.properties.isDefaultIgnorableCodePoint }
        if let first, "=+-@\t\r＝＋－＠".unicodeScalars.contains(first), Double(text) == nil {
            text = "'" + text
        }
        guard text.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return text }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" { quoted += "\"" }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }
}

extension FieldSpec {
    fileprivate var isList: Bool {
        if case .codes = self.kind { true } else { false }
    }
}
