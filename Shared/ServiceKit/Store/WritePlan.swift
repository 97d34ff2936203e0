import Database
import EventBus
import LibPQ
import Model
import Synchronization

/// The statements that write a record, worked out once.
///
/// A change is one statement: the row, the entries of its lists, its history and its event go to the server together
/// and are committed together, in one round trip. A crash can not come between them, and neither can another client.
///
/// Only the lists that a change touches are part of its statement: each costs the server some forty microseconds even
/// when it is empty, and most records use few of theirs.
final class WritePlan: Sendable {
    private let resource: Resource
    private let lists: [FieldSpec]
    private let placeholders: [String: String]
    private let insertRow: String
    private let updateRow: String
    private let delete: String
    private let tail: String
    /// The statements for the combinations of lists that have occurred.
    private let statements = Mutex<[Variant: String]>([:])
    private let stored: [FieldSpec]
    private let hasSensitiveFields: Bool

    /// Number of parameters before those of the fields; see `appendHead`.
    private static let headCount = 14

    init(_ resource: Resource) {
        let stored = resource.fields.filter { !$0.isDerived }
        self.stored = stored
        self.hasSensitiveFields = stored.contains(where: \.containsSensitive)
        let lists = stored.filter { $0.items != nil }
        let columns = stored.flatMap(\.layout.columns)
        // $1...$14 are the head; the fields' columns and lists follow in the order of the declaration.
        var next = Self.headCount
        var placeholders: [String: String] = [:]
        for field in stored {
            if field.items != nil {
                next += 1
                placeholders[field.name] = "$\(next)"
            } else {
                for column in field.layout.columns {
                    next += 1
                    placeholders[column.name] = "$\(next)"
                }
            }
        }
        let table = resource.qualifiedTable
        let code = """
            COALESCE($2, '\(resource.codePrefix)-' || \
            lpad(nextval('\(resource.service).\(resource.table)_code')::text, 6, '0'))
            """
        let names = columns.map { ", \($0.name)" }.joined()
        let values = columns.map { ", \(placeholders[$0.name] ?? "NULL")" }.joined()
        let assignments = columns.map { ", \($0.name) = \(placeholders[$0.name] ?? "NULL")" }.joined()
        let tail = Self.tail(resource, snapshot: "'{\"code\":' || to_json(row.code)::text || ','")

        self.resource = resource
        self.lists = lists
        self.placeholders = placeholders
        self.tail = tail
        self.insertRow = """
            WITH row AS (INSERT INTO \(table) AS t \
            (id, code, unit, state, version, created_at, created_by, updated_at, updated_by, search\(names)) \
            VALUES ($1, \(code), $3, $4, $5, $6, $7, $6, $7, $8\(values)) RETURNING t.id, t.code)
            """
        self.updateRow = """
            WITH row AS (UPDATE \(table) AS t SET code = COALESCE($2, t.code), unit = $3, state = $4, version = $5, \
            updated_at = $6, updated_by = $7, search = $8\(assignments) \
            WHERE t.id = $1 AND t.version = $5 - 1 RETURNING t.id, t.code)
            """
        self.delete = """
            WITH row AS (DELETE FROM \(table) AS t WHERE t.id = $1 AND t.version = $5 - 1 RETURNING t.id, t.code)\(tail)
            """
    }

    private struct Variant: Hashable {
        let isInsert: Bool
        /// A bit for each list, in the order of the declaration.
        let lists: UInt64
    }

    /// The statement that writes a change.
    func statement(for change: Change) -> String {
        if change.isDeletion { return self.delete }
        var touched: [FieldSpec] = []
        var bits: UInt64 = 0
        for (index, list) in self.lists.enumerated()
        where change.after.object[list.name] != change.before?.object[list.name] {
            touched.append(list)
            bits |= 1 << UInt64(index)
        }
        let variant = Variant(isInsert: change.before == nil, lists: bits)
        return self.statements.withLock { statements in
            if let statement = statements[variant] { return statement }
            let row = variant.isInsert ? self.insertRow : self.updateRow
            let writes = Self.listWrites(self.resource, touched, self.placeholders, replacing: !variant.isInsert)
            let statement = row + writes + self.tail
            statements[variant] = statement
            return statement
        }
    }

    private static func listWrites(
        _ resource: Resource, _ lists: [FieldSpec], _ placeholders: [String: String], replacing: Bool,
    ) -> String {
        var sql = ""
        for (index, field) in lists.enumerated() {
            let columns = (field.items ?? []).flatMap(\.layout.columns)
            let names = columns.map { ", \($0.name)" }.joined()
            let source = columns.map { ", x.\($0.name)" }.joined()
            let definition = columns.map { ", \($0.name) \($0.sqlType)" }.joined()
            let table = resource.itemTable(field)
            let parameter = placeholders[field.name] ?? "NULL"
            // Replacing by upsert, not by delete and insert: parts of one statement see the same snapshot, so an
            // insert would collide with the very entries that the delete is about to remove.
            let conflict =
                replacing
                ? " ON CONFLICT (parent_id, ordinal) DO UPDATE SET "
                    + columns.map { "\($0.name) = EXCLUDED.\($0.name)" }.joined(separator: ", ")
                : ""
            sql += """
                , list\(index) AS (INSERT INTO \(table) (parent_id, ordinal\(names)) \
                SELECT row.id, x.ordinal\(source) FROM row, \
                jsonb_to_recordset(\(parameter)) AS x(ordinal int\(definition))\(conflict))
                """
            if replacing {
                sql += """
                    , rest\(index) AS (DELETE FROM \(table) o USING row \
                    WHERE o.parent_id = row.id AND o.ordinal >= jsonb_array_length(\(parameter)))
                    """
            }
        }
        return sql
    }

    /// History and event.
    ///
    /// The snapshot arrives without its opening brace and code, because the code may have just been numbered by the
    /// insert.
    private static func tail(_ resource: Resource, snapshot: String) -> String {
        """
        , story AS (INSERT INTO \(resource.service).history \
        (resource, record_id, version, at, by, action, changed, snapshot) \
        SELECT '\(resource.name)', row.id, $5, $6, $7, $9, $10, (\(snapshot) || $11)::json FROM row), \
        news AS (INSERT INTO bus.events \
        (id, source, type, subject, time, data, partitionkey, unit, actor, traceparent) \
        SELECT $12, '/\(resource.service)', '\(resource.service).\(resource.name).' || $9, \
        '\(resource.collection)/' || row.id, $6, \
        ('{"record":' || \(snapshot) || COALESCE($13, $11) || ',"changed":' || array_to_json($10)::text || '}')::json, \
        row.id::text, $3, $7, $14 FROM row) \
        SELECT row.code FROM row
        """
    }

    /// The record after a change in JSON, without its opening brace and code; the same for history and answer.
    func snapshotTail(of change: Change) -> [UInt8] {
        change.snapshotTail(includingSensitive: true, fields: self.stored)
    }

    /// One change, with everything that its statement needs.
    func parameters(for change: Change, snapshotTail: [UInt8], traceparent: String?) -> Parameters {
        let record = change.after
        var parameters = Parameters()
        let time = change.at.description
        parameters.append(text: change.id.description, oid: .uuid)
        parameters.append(optional: record.code, .text)
        parameters.append(optional: record.unit, .text)
        parameters.append(optional: record.state, .text)
        parameters.append(text: String(change.version), oid: .int8)
        parameters.append(text: time, oid: .timestamptz)
        parameters.append(text: change.actor, oid: .text)
        parameters.append(text: record.searchText(self.stored), oid: .text)
        parameters.append(text: change.verb, oid: .text)
        parameters.append(text: FieldBinding.arrayLiteral(change.changed), oid: .textArray)
        parameters.append(text: snapshotTail, oid: .text)
        parameters.append(text: RecordID.generate().description, oid: .uuid)
        if self.hasSensitiveFields {
            parameters.append(text: change.snapshotTail(includingSensitive: false, fields: self.stored), oid: .text)
        } else {
            parameters.appendNull(.text)
        }
        parameters.append(optional: traceparent, .text)
        guard !change.isDeletion else { return parameters }
        for field in self.stored {
            FieldBinding.append(record.object[field.name], of: field, to: &parameters)
        }
        return parameters
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
