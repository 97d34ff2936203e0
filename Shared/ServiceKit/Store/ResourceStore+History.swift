public import Database
public import Model

extension ResourceStore {
    /// The history of a record, newest first, as a JSON array; nil when there never was such a record.
    ///
    /// - Parameter units: the units all of whose records may be seen; nil for all. Whose it is, and whether it is open to
    ///   the whole house, says the newest entry.
    public func history(id: RecordID, units: [String]?, on connection: Connection) async throws -> [UInt8]? {
        let open = self.resource.audience.condition(onJSON: "snapshot")
        let sql: SQL = """
            SELECT json_agg(json_build_object('version', version, 'at', to_char(at AT TIME ZONE 'UTC', \
            'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'by', by, 'action', action, 'changed', changed, 'record', snapshot) \
            ORDER BY version DESC), (array_agg(snapshot->>'unit' ORDER BY version DESC))[1], \
            (array_agg(\(raw: open) ORDER BY version DESC))[1] \
            FROM \(raw: self.resource.service).history \
            WHERE resource = \(self.resource.name) AND record_id = \(id.description)::uuid
            """
        guard let row = try await connection.query(sql).first, !row.isNull(0) else { return nil }
        if let units, !units.contains(row.string(1) ?? "") {
            guard try row.decode(2, as: Bool.self), !units.isEmpty else { return nil }
        }
        return row.withBytes(0) { Array($0) }
    }
}
