extension SQL {
    /// Whether a column holds one of an array's values, in a form whose plan is made once.
    ///
    /// PostgreSQL goes on planning a prepared statement anew at each use as long as that seems cheaper than a plan for
    /// any value (manual, PREPARE). It guesses ten elements for an array it does not know and sees one or two in the
    /// real one, so `= ANY($1)` never gets its lasting plan, and planning a record's select takes longer than running
    /// it. Behind a sub-select the elements are unknown in both cases.
    ///
    /// - Parameters:
    ///   - column: the column, as SQL.
    ///   - values: the array, as SQL: a placeholder.
    ///   - type: the type of an element.
    public static func oneOf(_ column: String, _ values: String, _ type: String) -> String {
        "\(column) = ANY((SELECT \(values))::\(type)[])"
    }

    /// Whether a column holds one of some texts, in a form whose plan is made once.
    ///
    /// - Parameters:
    ///   - column: the column, as SQL.
    ///   - values: the texts.
    ///   - type: the type of the column.
    public static func oneOf(_ column: String, _ values: [String], _ type: String = "text") -> SQL {
        "\(raw: column) = ANY((SELECT \(values))::\(raw: type)[])"
    }
}
