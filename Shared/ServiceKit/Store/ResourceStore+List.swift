public import Database
import LibPQ
public import Model

extension ResourceStore {
    /// A page of a list.
    ///
    /// - Parameter units: the units all of whose records may be seen; nil for all.
    public func list(_ query: ListQuery, units: [String]?, on connection: Connection) async throws -> RecordPage {
        try await Self.requireUnits(query, on: connection)
        var conditions = query.conditions
        if let visible = self.visible(to: units) { conditions.append(visible) }
        let filter = SQL.joined(conditions, separator: " AND ")
        let order = ListOrder(query)
        var page = conditions
        if let cursor = query.cursor { page.append(try order.position(cursor)) }
        let condition = page.isEmpty ? "TRUE" : SQL.joined(page, separator: " AND ")
        // The limit is part of the text: for one it does not know, PostgreSQL plans for a tenth of all records, which
        // seems so dear to it that it plans each page anew, at three times the price of running it.
        let sql: SQL = """
            SELECT \(raw: self.reads.columns), \(order.key) FROM \(raw: self.resource.qualifiedTable) t \
            WHERE \(condition) ORDER BY \(order.clause) LIMIT \(raw: "\(query.limit + 1)")
            """
        let rows: Rows
        var total: Int?
        if query.wantsTotal {
            let count: SQL = """
                SELECT count(*) FROM \(raw: self.resource.qualifiedTable) t WHERE \(conditions.isEmpty ? "TRUE" : filter)
                """
            let answers = try await Self.asking(query) { try await connection.batch([sql, count]) }
            rows = answers[0]
            total = try answers[1].first?.decode(0, as: Int.self)
        } else {
            rows = try await Self.asking(query) { try await connection.query(sql) }
        }
        return self.page(rows, query: query, total: total)
    }

    /// Refuses a unit that there is not: mistyped, it would look like one that has no records.
    static func requireUnits(_ query: ListQuery, on connection: Connection) async throws {
        guard !query.units.isEmpty else { return }
        let rows = try await connection.query(
            """
            SELECT u.code FROM unnest(\(query.units)) AS u(code) \
            WHERE NOT EXISTS (SELECT 1 FROM identity.units k WHERE k.code = u.code)
            """)
        let unknown = rows.compactMap { $0.string(0) }
        guard unknown.isEmpty else {
            throw ValidationError(unknown.map { Issue("/\(SystemFields.unit.name)", .code, .noUnit($0)) })
        }
    }

    /// Asks for a page; a cursor that says something else than the ordering field can hold is the sender's mistake.
    private static func asking<Answer>(_ query: ListQuery, _ ask: () async throws -> Answer) async throws -> Answer {
        do {
            return try await ask()
        } catch let error as DatabaseError {
            // Class 22: data exception (PostgreSQL manual, appendix A).
            guard query.cursor != nil, error.sqlState?.rawValue.hasPrefix("22") == true else { throw error }
            throw ValidationError("/after", .format, .cursor)
        }
    }

    private func page(_ rows: Rows, query: ListQuery, total: Int?) -> RecordPage {
        var writer = JSONWriter(capacity: 512 * max(1, rows.count))
        writer.beginArray()
        var next: String?
        var count = 0
        for row in rows {
            if count == query.limit { break }
            self.reads.write(row, to: &writer)
            count += 1
            if count == query.limit, rows.count > query.limit {
                next = Cursor(value: row.string(self.reads.count), id: row.string(0) ?? "").text
            }
        }
        writer.endArray()
        return RecordPage(items: writer.bytes, count: count, next: next, total: total)
    }

    /// How many records match, and on request how many in each value of some fields and how many distinct values.
    ///
    /// - Parameters:
    ///   - groups: fields by whose values to count.
    ///   - distinct: fields whose distinct values to count.
    public func count(
        _ query: ListQuery, by groups: [FieldSpec], distinct: [FieldSpec], units: [String]?, on connection: Connection,
    ) async throws -> [UInt8] {
        try await Self.requireUnits(query, on: connection)
        var conditions = query.conditions
        if let visible = self.visible(to: units) { conditions.append(visible) }
        let filter = conditions.isEmpty ? "TRUE" : SQL.joined(conditions, separator: " AND ")
        var columns: [String] = ["'count', count(*)"]
        columns += distinct.map { "'distinct.\($0.name)', count(DISTINCT t.\($0.orderColumn.name))" }
        let object = "json_build_object(\(columns.joined(separator: ", ")))"
        let table = self.resource.qualifiedTable
        if groups.isEmpty {
            let sql: SQL = "SELECT \(raw: object) FROM \(raw: table) t WHERE \(filter)"
            return try await connection.query(sql).first.map { row in row.withBytes(0) { Array($0) } } ?? []
        }
        let keys = groups.map { "'\($0.name)', t.\($0.orderColumn.name)" }.joined(separator: ", ")
        let by = groups.map { "t.\($0.orderColumn.name)" }.joined(separator: ", ")
        // The numbers over all groups, too: distinct values of two groups may be the same.
        let sql: SQL = """
            SELECT (SELECT to_jsonb(\(raw: object)) FROM \(raw: table) t WHERE \(filter)) || jsonb_build_object('groups', \
            COALESCE((SELECT jsonb_agg(g.o ORDER BY g.n DESC) FROM (SELECT count(*) AS n, \
            jsonb_build_object(\(raw: keys), \(raw: columns.joined(separator: ", "))) AS o \
            FROM \(raw: table) t WHERE \(filter) GROUP BY \(raw: by)) g), '[]'::jsonb))
            """
        return try await connection.query(sql).first.map { row in row.withBytes(0) { Array($0) } } ?? []
    }
}

/// A page of a list as it goes out.
public struct RecordPage: Sendable {
    /// The records, a JSON array.
    public let items: [UInt8]
    /// How many they are.
    public let count: Int
    /// The cursor of the next page; nil on the last one.
    public let next: String?
    /// How many records match in all, when that was asked for.
    public let total: Int?

    /// The records, for pages.
    public func records() throws -> [Record] {
        try (JSON(parsing: self.items).arrayValue ?? []).compactMap(Record.init(fieldJSON:))
    }
}
