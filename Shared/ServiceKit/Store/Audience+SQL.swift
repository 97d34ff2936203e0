import Database
import Model

/// The same question put to rows: text, because it is the same for every statement about a record type.
extension Audience {
    /// Whether a row of the record type's own table is open to the whole house.
    ///
    /// - Parameter row: the name under which the statement knows the row.
    func condition(onRow row: String) -> String {
        self.condition { "\(row).\($0.spec.column)" }
    }

    /// Whether a record in JSON is.
    ///
    /// - Parameter json: an expression of type `jsonb` or `json`.
    func condition(onJSON json: String) -> String {
        self.condition { "\(json)->>'\($0.name)'" }
    }

    private func condition(_ value: (Field<String>) -> String) -> String {
        switch self {
        case .unit: return "FALSE"
        case .everyone: return "TRUE"
        case .marked(let field, let codes):
            // Codes are words of the program's own lists and hold no quotes.
            return "COALESCE(\(value(field)) IN (\(codes.map { "'\($0)'" }.joined(separator: ", "))), FALSE)"
        }
    }
}
