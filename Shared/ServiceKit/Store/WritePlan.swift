import Database
import EventBus
import LibPQ
import Model
import Synchronization

/// The statements that write records, worked out once.
///
/// Changes of one kind are one statement, however many records: the rows, the entries of their lists, their history and
/// their events go to the server together and are committed together, in one round trip. A crash can not come between
/// them, and neither can another client.
///
/// Only the lists that a change touches are part of its statement: each costs the server some forty microseconds even
/// when it is empty, and most records use few of theirs.
final class WritePlan: Sendable {
    /// What a statement does with its rows.
    enum Action: Hashable {
        case insert
        case update
        case delete

        init(_ change: Change) {
            self = change.isDeletion ? .delete : change.before == nil ? .insert : .update
        }
    }

    private struct Variant: Hashable {
        let action: Action
        /// A bit for each list, in the order of the declaration.
        let lists: UInt64
    }

    private let resource: Resource
    private let stored: [FieldSpec]
    private let lists: [FieldSpec]
    private let columns: [ColumnLayout.Column]
    private let hasSensitiveFields: Bool
    /// The statements for the combinations of lists that have occurred.
    private let statements = Mutex<[Variant: String]>([:])

    init(_ resource: Resource) {
        let stored = resource.fields.filter { !$0.isDerived }
        self.resource = resource
        self.stored = stored
        self.lists = stored.filter { $0.items != nil }
        self.columns = stored.flatMap(\.layout.columns)
        self.hasSensitiveFields = stored.contains(where: \.containsSensitive)
    }

    /// The record after a change in JSON, without its opening brace and code; the same for row, history and answer.
    func snapshotTail(of change: Change) -> [UInt8] {
        change.snapshotTail(includingSensitive: true, fields: self.stored)
    }

    /// The statement that writes changes, all of the same action, with their values.
    ///
    /// Its rows are the ids and codes of the records that were written: of an update or a deletion only those that still
    /// had the version that the change began from.
    func statement(
        for changes: [Change], snapshotTails: [[UInt8]], traces: [TraceContext?]
    ) -> (text: String, parameters: Parameters) {
        let action = changes.first.map(Action.init) ?? .insert
        let lists = action == .delete ? [] : self.lists.enumerated().filter { Self.touches($0.element, changes) }
        let variant = Variant(action: action, lists: lists.reduce(0) { $0 | 1 << UInt64($1.offset) })
        let touched = lists.map(\.element)
        let text = self.statements.withLock { statements in
            if let statement = statements[variant] { return statement }
            let statement = self.text(action, touched)
            statements[variant] = statement
            return statement
        }
        var columns = Array(repeating: TextArray(), count: Self.head.count)
        if action != .delete { columns += Array(repeating: TextArray(), count: self.columns.count + touched.count) }
        for (index, change) in changes.enumerated() {
            self.append(change, snapshotTails[index], traces[index], to: &columns)
            guard action != .delete else { continue }
            var next = Self.head.count
            for field in self.stored where field.items == nil {
                FieldBinding.append(change.after.object[field.name], of: field, to: &columns, at: &next)
            }
            for list in touched {
                columns[next].append(String(change.after.object[list.name]?.arrayValue?.count ?? 0))
                next += 1
            }
        }
        var parameters = Parameters()
        for column in columns { column.bind(into: &parameters) }
        for list in touched {
            parameters.append(text: FieldBinding.recordset(of: list, in: changes), oid: .jsonb)
        }
        return (text, parameters)
    }

    private static func touches(_ list: FieldSpec, _ changes: [Change]) -> Bool {
        changes.contains { $0.after.object[list.name] != $0.before?.object[list.name] }
    }

    // MARK: Values

    /// What every statement has of every change, in the order of ``append(_:_:_:to:)``.
    ///
    /// `tail` and `shared` are the record in JSON without its opening brace and code, because the statement itself may
    /// give the code; `shared` is what may travel on the bus, NULL when that is all of it.
    private static let head = [
        "id", "code", "unit", "state", "version", "at", "actor", "search", "verb", "changed", "tail", "event", "shared",
        "traceparent", "tracestate",
    ]

    private func append(
        _ change: Change, _ snapshotTail: [UInt8], _ trace: TraceContext?, to columns: inout [TextArray]
    ) {
        let record = change.after
        columns[0].append(change.id.description)
        columns[1].append(record.code)
        columns[2].append(record.unit)
        columns[3].append(record.state)
        columns[4].append(String(change.version))
        columns[5].append(change.at.description)
        columns[6].append(change.actor)
        columns[7].append(record.searchText(self.stored))
        columns[8].append(change.verb)
        columns[9].append(FieldBinding.arrayLiteral(change.changed))
        columns[10].append(utf8: snapshotTail)
        columns[11].append(RecordID.generate().description)
        columns[12].append(
            utf8: self.hasSensitiveFields
                ? change.snapshotTail(includingSensitive: false, fields: self.stored) : nil)
        columns[13].append(trace?.traceparent)
        columns[14].append(trace?.state)
    }

    // MARK: Text

    private func text(_ action: Action, _ lists: [FieldSpec]) -> String {
        let fields = action == .delete ? [] : self.columns
        let counts = lists.indices.map { "list\($0)" }
        let names = Self.head + fields.map(\.name) + counts
        let values = (1...names.count).map { "$\($0)" }.joined(separator: ", ")
        let casts = fields.map { ", x.\($0.name)::\($0.sqlType) AS \($0.name)" }.joined()
        var sql = """
            WITH input AS MATERIALIZED (SELECT x.id::uuid AS id, x.given AS code, x.unit, x.state, \
            x.version::bigint AS version, x.at::timestamptz AS at, x.actor, \(self.search(action)) AS search, x.verb, \
            x.changed::text[] AS changed, ('{"code":' || to_json(x.given)::text || ',' || x.tail)::json AS document, \
            '{"code":' || to_json(x.given)::text || ',' || x.shared AS shared, x.event::uuid AS event, \
            x.traceparent, x.tracestate\(casts)\(counts.map { ", x.\($0)::int AS \($0)" }.joined()) \
            FROM (SELECT x.*, \(self.code(action)) AS given \
            FROM unnest(\(values)) AS x(\(names.joined(separator: ", ")))) AS x)
            """
        sql += ", row AS (\(self.row(action)))"
        for (index, list) in lists.enumerated() {
            sql += self.listWrites(list, index, parameter: "$\(names.count + index + 1)", replacing: action == .update)
        }
        return sql + self.tail
    }

    private func code(_ action: Action) -> String {
        guard action == .insert else { return "x.code" }
        let sequence = "\(self.resource.service).\(self.resource.table)_code"
        return "COALESCE(x.code, '\(self.resource.codePrefix)-' || lpad(nextval('\(sequence)')::text, 6, '0'))"
    }

    /// A code that the statement itself gives is searched for like one that came with the record.
    private func search(_ action: Action) -> String {
        let folded = { (text: String) in "\(self.resource.service).folded(\(text))" }
        return switch action {
        case .insert: folded("CASE WHEN x.code IS NULL THEN lower(x.given) || E'\\n' || x.search ELSE x.search END")
        case .update: folded("x.search")
        case .delete: "x.search"
        }
    }

    private func row(_ action: Action) -> String {
        let table = self.resource.qualifiedTable
        switch action {
        case .insert:
            let names = self.columns.map { ", \($0.name)" }.joined()
            return """
                INSERT INTO \(table) (id, code, unit, state, version, created_at, created_by, updated_at, updated_by, \
                search, document\(names)) \
                SELECT id, code, unit, state, version, at, actor, at, actor, search, document\(names) FROM input \
                RETURNING id
                """
        case .update:
            let assignments = self.columns.map { ", \($0.name) = i.\($0.name)" }.joined()
            return """
                UPDATE \(table) t SET code = i.code, unit = i.unit, state = i.state, version = i.version, \
                updated_at = i.at, updated_by = i.actor, search = i.search, document = i.document\(assignments) \
                FROM input i WHERE t.id = i.id AND t.version = i.version - 1 RETURNING t.id
                """
        case .delete:
            return """
                DELETE FROM \(table) t USING input i WHERE t.id = i.id AND t.version = i.version - 1 RETURNING t.id
                """
        }
    }

    private func listWrites(_ field: FieldSpec, _ index: Int, parameter: String, replacing: Bool) -> String {
        let columns = (field.items ?? []).flatMap(\.layout.columns)
        let names = columns.map { ", \($0.name)" }.joined()
        let source = columns.map { ", x.\($0.name)" }.joined()
        let definition = columns.map { ", \($0.name) \($0.sqlType)" }.joined()
        let table = self.resource.itemTable(field)
        // Replacing by upsert, not by delete and insert: parts of one statement see the same snapshot, so an
        // insert would collide with the very entries that the delete is about to remove.
        let conflict =
            replacing
            ? " ON CONFLICT (parent_id, ordinal) DO UPDATE SET "
                + columns.map { "\($0.name) = EXCLUDED.\($0.name)" }.joined(separator: ", ")
            : ""
        var sql = """
            , entries\(index) AS (INSERT INTO \(table) (parent_id, ordinal\(names)) \
            SELECT row.id, x.ordinal\(source) \
            FROM jsonb_to_recordset(\(parameter)) AS x(parent_id uuid, ordinal int\(definition)) \
            JOIN row ON row.id = x.parent_id\(conflict))
            """
        if replacing {
            sql += """
                , rest\(index) AS (DELETE FROM \(table) o USING input i JOIN row USING (id) \
                WHERE o.parent_id = i.id AND o.ordinal >= i.list\(index))
                """
        }
        return sql
    }

    /// History and event.
    private var tail: String {
        let type = "\(self.resource.service).\(self.resource.name)"
        return """
            , story AS (INSERT INTO \(self.resource.service).history \
            (resource, record_id, version, at, by, action, changed, snapshot) \
            SELECT '\(self.resource.name)', i.id, i.version, i.at, i.actor, i.verb, i.changed, i.document \
            FROM input i JOIN row USING (id)), \
            news AS (INSERT INTO bus.events \
            (id, source, type, subject, time, data, partitionkey, unit, actor, traceparent, tracestate) \
            SELECT i.event, '/\(self.resource.service)', '\(type).' || i.verb, \
            '\(self.resource.collection)/' || i.id, i.at, ('{"record":' || COALESCE(i.shared, i.document::text) || \
            ',"changed":' || array_to_json(i.changed)::text || '}')::json, \
            i.id::text, i.unit, i.actor, i.traceparent, i.tracestate FROM input i JOIN row USING (id)) \
            SELECT i.id, i.code FROM input i JOIN row USING (id)
            """
    }
}

extension FieldSpec {
    fileprivate var containsSensitive: Bool {
        self.isSensitive || (self.items?.contains(where: \.containsSensitive) ?? false)
    }
}

extension Parameters {
    mutating func append(optional text: String?, _ type: OID) {
        if let text {
            self.append(text: text, oid: type)
        } else {
            self.appendNull(type)
        }
    }
}
