public import Database
public import Model

extension HeardCopy {
    /// A record as it was last heard, without its sensitive fields; nil when none was heard or it has been deleted.
    public func record(_ id: RecordID, on connection: Connection) async throws -> Record? {
        try await self.records([id], on: connection)[id]
    }

    /// Records by their ids, those that are known.
    public func records(_ ids: some Sequence<RecordID>, on connection: Connection) async throws -> [RecordID: Record] {
        let texts = ids.map(\.description)
        let sql: SQL = "SELECT record FROM \(raw: self.table) WHERE \(.oneOf("id", texts, "uuid"))"
        var result: [RecordID: Record] = [:]
        for row in try await connection.query(sql) {
            let bytes = row.withBytes(0) { Array($0) }
            guard let record = try Record(fieldJSON: JSON(parsing: bytes)), let id = record.id else { continue }
            result[id] = record
        }
        return result
    }

    /// What to call records on pages: their titles by id, those that are known.
    public func titles(
        _ ids: some Sequence<RecordID>, on connection: Connection,
    ) async throws -> [RecordID: LocalizedText] {
        let texts = ids.map(\.description)
        let sql: SQL = """
            SELECT id::text, COALESCE(title_zh, title_en, code), title_en FROM \(raw: self.table) \
            WHERE \(.oneOf("id", texts, "uuid"))
            """
        var result: [RecordID: LocalizedText] = [:]
        for row in try await connection.query(sql) {
            guard let id = row.string(0).flatMap({ RecordID($0) }) else { continue }
            result[id] = LocalizedText(zh: row.string(1), en: row.string(2))
        }
        return result
    }

    /// A record that a field of another one refers to.
    ///
    /// - Parameter pointer: where the reference stands, as a JSON pointer.
    /// - Throws: ``ValidationError`` at that place when no such record is known here.
    public func require(_ id: RecordID, at pointer: String, on connection: Connection) async throws -> Record {
        guard let record = try await self.record(id, on: connection) else {
            throw ValidationError(pointer, .reference, .notHeard(self.resource))
        }
        return record
    }
}

extension Label {
    static func notHeard(_ resource: Resource) -> Label {
        Label(
            zh: "没有这个“\(resource.label.zh)”：可能已被删除，或 \(resource.service) 的消息尚未送达，请稍候再试",
            en: """
                No such \(resource.label.en.lowercased()) is known here: it was deleted, \
                or the news of it from \(resource.service) is still on its way
                """,
        )
    }
}
