import Database
import Model

/// The same question put to rows: text, because it is the same for every statement about a record type.
extension Audience {
    /// Which rows a reader may see; nil when all.
    ///
    /// - Parameters:
    ///   - units: the units all of whose records may be seen; nil for all. Who may see none of any unit sees nothing that
    ///     is open to the whole house either.
    ///   - row: the name under which the statement knows the row.
    ///   - open: whether the row is open to the whole house, as SQL.
    static func visible(to units: [String]?, row: String, open: String) -> SQL? {
        guard let units else { return nil }
        return units.isEmpty ? "FALSE" : "(\(SQL.oneOf("\(row).unit", units)) OR \(raw: open))"
    }

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
