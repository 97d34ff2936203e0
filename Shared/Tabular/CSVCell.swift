import Model

/// The text of one cell.
enum CSVCell {
    /// A value as an export writes it.
    static func text(_ value: JSON?, isList: Bool) -> String {
        switch value {
        case nil, .null: ""
        case .string(let text): Self.disarmed(text)
        case .array(let elements) where isList && elements.allSatisfy({ $0.stringValue != nil }):
            elements.compactMap(\.stringValue).joined(separator: ";")
        case .some(let other): other.description
        }
    }

    /// Disarms what a spreadsheet would take for a formula by an apostrophe before it.
    ///
    /// A text that begins with apostrophes and then with a formula gets one more, so that an import knows which
    /// apostrophe is not part of the text.
    private static func disarmed(_ text: String) -> String {
        self.isFormula(text.unicodeScalars.drop { $0 == "'" }) ? "'" + text : text
    }

    /// Takes off the apostrophe that an export has put before a formula; any other stays.
    static func armed(_ text: String) -> String {
        guard text.unicodeScalars.first == "'", self.isFormula(text.unicodeScalars.drop(while: { $0 == "'" })) else {
            return text
        }
        return String(text.unicodeScalars.dropFirst())
    }

    /// In Chinese editions of spreadsheet programs the full-width signs begin a formula too, and invisible characters
    /// before the sign do not help.
    private static func isFormula(_ scalars: Substring.UnicodeScalarView) -> Bool {
        let first = scalars.first { !$0.properties.isDefaultIgnorableCodePoint }
        guard let first, "=+-@\t\r＝＋－＠".unicodeScalars.contains(first) else { return false }
        return Double(String(scalars)) == nil
    }

    /// Quotes a cell where needed.
    ///
    /// By scalars: a quote with a combining mark after it is one character, but still a quote.
    static func quoted(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else { return text }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" { quoted += "\"" }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }
}
