import Database
public import Model

extension RuleContext {
    /// Refuses a reference to records of the same type by which a record would come to follow itself.
    ///
    /// One such change at a time is looked at: of two that close a circle only together, each alone looks harmless. The
    /// lock is a statement of its own, so that what is read after it includes what was committed while it waited.
    public func requireNoCircle(
        by change: Change, through field: Field<RecordID>, of resource: Resource, _ message: Label,
    ) async throws {
        // Nothing refers to a new record yet.
        guard change.before != nil, change.changed.contains(field.name), let next = change.after[field] else { return }
        let table = "\(resource.service).\(resource.table)"
        let column = field.spec.column
        try await self.connection.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(\("\(table)/\(column)"), 0))")
        let rows = try await self.connection.query(
            """
            WITH RECURSIVE above (id) AS (SELECT \(next.description)::uuid UNION \
            SELECT t.\(raw: column) FROM \(raw: table) t JOIN above a ON t.id = a.id WHERE t.\(raw: column) IS NOT NULL) \
            SELECT 1 FROM above WHERE id = \(change.id.description)::uuid
            """)
        guard rows.isEmpty else { throw ValidationError("/\(field.name)", .business, message) }
    }
}
