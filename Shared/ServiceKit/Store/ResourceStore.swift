public import Database
public import EventBus
import LibPQ
public import Model

/// The records of one type in their table.
///
/// Every change leaves its history and its event in the same transaction. The store knows neither HTTP nor who is
/// allowed what; it is told the actor and the units that may be seen.
public struct ResourceStore: Sendable {
    /// The record type and what is special about it.
    public let collection: Collection
    let reads: ReadPlan
    let writes: WritePlan
    /// Whether anything of a record is computed when it is read.
    let hasDerivedFields: Bool
    private let selectByID: String
    private let selectByIDs: String

    /// Works out the statements of a record type.
    public init(_ collection: Collection) {
        self.collection = collection
        self.reads = ReadPlan(collection.resource, derived: collection.derived)
        self.writes = WritePlan(collection.resource)
        self.hasDerivedFields = collection.resource.fields.contains(where: \.isDerived)
        self.selectByID = "SELECT \(self.reads.columns) FROM \(collection.resource.qualifiedTable) t WHERE t.id = $1"
        self.selectByIDs =
            "SELECT \(self.reads.columns) FROM \(collection.resource.qualifiedTable) t WHERE \(SQL.oneOf("t.id", "$1", "uuid"))"
    }

    /// The declaration.
    public var resource: Resource { self.collection.resource }

    // MARK: Reading

    /// Which rows `t` a reader may see; nil when all.
    ///
    /// - Parameter units: the units all of whose records may be seen; nil for all.
    func visible(to units: [String]?) -> SQL? {
        Audience.visible(to: units, row: "t", open: self.resource.audience.condition(onRow: "t"))
    }

    /// A record as JSON, with what is needed to decide whether the reader may see it; nil when there is none.
    public func json(id: RecordID, on connection: Connection) async throws -> StoredJSON? {
        let rows = try await connection.query(self.selectByID, Self.idParameters(id))
        guard let row = rows.first else { return nil }
        return try self.stored(row, id: id)
    }

    /// Records as JSON, by their ids, in one round trip.
    func json(ids: [RecordID], on connection: Connection) async throws -> [RecordID: StoredJSON] {
        let sql = self.selection(of: ids)
        return try self.stored(try await connection.query(sql.text, sql.parameters))
    }

    private func selection(of ids: [RecordID]) -> SQL {
        var parameters = Parameters()
        parameters.append(text: "{\(ids.map(\.description).joined(separator: ","))}", oid: .uuidArray)
        return SQL(self.selectByIDs, parameters)
    }

    /// A record by its id; nil when there is none.
    ///
    /// - Parameter locking: keeps others from changing the record until the transaction ends.
    public func record(id: RecordID, on connection: Connection, locking: Bool = false) async throws -> Record? {
        let text = locking ? self.selectByID + " FOR UPDATE OF t" : self.selectByID
        return try await connection.query(text, Self.idParameters(id)).first.map(self.reads.record)
    }

    /// Records that satisfy a condition over the row `t`, oldest first.
    public func records(where condition: SQL, limit: Int = 1000, on connection: Connection) async throws -> [Record] {
        let sql: SQL = """
            SELECT \(raw: self.reads.columns) FROM \(raw: self.resource.qualifiedTable) t \
            WHERE \(condition) ORDER BY t.id LIMIT \(limit)
            """
        return try await connection.query(sql).map(self.reads.record)
    }

    private static func idParameters(_ id: RecordID) -> Parameters {
        var parameters = Parameters()
        parameters.append(text: id.description, oid: .uuid)
        return parameters
    }

    private func stored(_ rows: Rows) throws -> [RecordID: StoredJSON] {
        var found: [RecordID: StoredJSON] = [:]
        for row in rows {
            if let id = row.withBytes(ReadPlan.Column.id, { RecordID(utf8: $0) }) {
                found[id] = try self.stored(row, id: id)
            }
        }
        return found
    }

    private func stored(_ row: Row, id: RecordID) throws -> StoredJSON {
        var writer = JSONWriter(capacity: 1024)
        self.reads.write(row, to: &writer)
        return StoredJSON(
            id: id, bytes: writer.bytes, unit: row.string(ReadPlan.Column.unit) ?? "",
            version: try row.decode(ReadPlan.Column.version), isOpen: try row.decode(ReadPlan.Column.isOpen))
    }

    // MARK: Writing

    /// Writes a change that has passed its rule; its event belongs to the trace of the task.
    ///
    /// - Returns: the record as JSON, or nil when it is gone or no longer has the version that the change began from.
    /// - Throws: ``ValidationError`` when the table refuses a value, naming the field.
    public func write(_ change: Change, on connection: Connection) async throws -> StoredJSON? {
        try await self.write([change], on: connection)[change.id]
    }

    /// Writes changes that have passed their rule, all of them of one kind, and what the rule writes with them, in one
    /// round trip and one transaction: all of it or, when anything is refused, none.
    ///
    /// - Parameter traces: the trace of each change, when it is not that of the task.
    /// - Returns: the records as JSON by their ids; those that are gone or no longer have the version that the change
    ///   began from are missing.
    /// - Throws: ``ValidationError`` when the table refuses a value, naming the field.
    public func write(
        _ changes: [Change], on connection: Connection, traces: [TraceContext?]? = nil
    ) async throws -> [RecordID: StoredJSON] {
        guard !changes.isEmpty else { return [:] }
        let tails = changes.map { self.writes.snapshotTail(of: $0) }
        let traces = traces ?? Array(repeating: TraceContext.current, count: changes.count)
        let statement = self.writes.statement(for: changes, snapshotTails: tails, traces: traces)
        var statements = [SQL(statement.text, statement.parameters)]
        statements += self.collection.rule.statements(with: changes)
        // What is computed when it is read has to be read.
        let mustRead = self.hasDerivedFields && changes.first?.isDeletion == false
        if mustRead { statements.append(self.selection(of: changes.map(\.id))) }
        do {
            let results =
                statements.count == 1
                ? [try await connection.query(statement.text, statement.parameters)]
                : try await connection.batch(statements)
            var codes: [RecordID: String] = [:]
            for row in results[0] {
                if let id = row.withBytes(0, { RecordID(utf8: $0) }) { codes[id] = row.string(1) }
            }
            if mustRead { return try self.stored(results[results.count - 1]).filter { codes[$0.key] != nil } }
            var written: [RecordID: StoredJSON] = [:]
            for (change, tail) in zip(changes, tails) {
                if let code = codes[change.id] {
                    written[change.id] = self.answer(change, code: code, snapshotTail: tail)
                }
            }
            return written
        } catch let error as DatabaseError {
            if changes.first?.isDeletion == true, error.sqlState == .foreignKeyViolation {
                throw ValidationError("", .reference, .inUse)
            }
            throw self.explain(error, of: changes) ?? error
        }
    }

    private func answer(_ change: Change, code: String, snapshotTail: [UInt8]) -> StoredJSON {
        StoredJSON(
            id: change.id,
            bytes: Change.snapshot(code: code, tail: snapshotTail),
            unit: change.after.unit ?? "",
            version: change.version,
            isOpen: self.resource.audience.includesEveryone(for: change.after),
        )
    }
}

/// A record as it goes out, and what the surroundings need to know of it.
public struct StoredJSON: Sendable {
    /// The record's id.
    public let id: RecordID
    /// The record in JSON.
    public let bytes: [UInt8]
    /// The owning unit.
    public let unit: String
    /// The version, which is the ETag.
    public let version: Int64
    /// Whether it is open to the whole house.
    let isOpen: Bool
    /// What is doubtful about the change that made it so, when somebody has asked.
    public private(set) var warnings: [Issue] = []

    func with(_ warnings: [Issue]) -> StoredJSON {
        var stored = self
        stored.warnings = warnings
        return stored
    }
}
