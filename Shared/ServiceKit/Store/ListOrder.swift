import Database
import Model

/// The order of a list, and where in it a page begins.
///
/// Whatever else orders the records, in the end it is their ids, so that no two stand at the same place.
struct ListOrder {
    /// What a cursor keeps of the last record of a page, besides its id.
    let key: SQL
    private let type: String
    private let descending: Bool
    /// Whether the key is the id.
    private let isByID: Bool
    /// Whether the key is how well a record answers a search: the best first, and among equals the newest.
    private let isRanked: Bool

    init(_ query: ListQuery) {
        let column = query.orderField.orderColumn
        self.isRanked = query.rank != nil
        self.key = query.rank ?? "t.\(raw: column.name)"
        self.type = query.rank == nil ? column.sqlType : "int"
        self.descending = query.descending
        self.isByID = query.rank == nil && query.orderField.name == SystemFields.id.name
    }

    /// The text after ORDER BY.
    var clause: SQL {
        let direction = self.descending ? "DESC" : "ASC"
        if self.isByID { return "t.id \(raw: direction)" }
        if self.isRanked { return "\(self.key), t.id \(raw: direction)" }
        // NULLs come last whichever way the list runs: what is not known is not what one sorts for.
        return "\(self.key) \(raw: direction) NULLS LAST, t.id \(raw: direction)"
    }

    /// What comes after the last record of a page.
    ///
    /// - Throws: ``ValidationError`` for a cursor of another order.
    func position(_ cursor: Cursor) throws(ValidationError) -> SQL {
        let comparison = self.descending ? "<" : ">"
        if self.isByID { return "t.id \(raw: comparison) \(cursor.id)::uuid" }
        guard let value = cursor.value else {
            if self.isRanked { throw ValidationError("/after", .format, .cursor) }
            return "(\(self.key) IS NULL AND t.id \(raw: comparison) \(cursor.id)::uuid)"
        }
        let bound: SQL = "\(value)::\(raw: self.type)"
        if self.isRanked {
            return """
                (\(self.key) > \(bound) OR \(self.key) = \(bound) AND t.id \(raw: comparison) \(cursor.id)::uuid)
                """
        }
        return """
            ((\(self.key), t.id) \(raw: comparison) (\(bound), \(cursor.id)::uuid) OR \(self.key) IS NULL)
            """
    }
}
