import Database
import LibPQ

/// A table as the catalogue describes it.
struct TableShape: Sendable {
    struct Column: Sendable {
        let type: String
        let isNullable: Bool
        /// The places of a `numeric(p, s)`.
        let scale: Int?
    }

    struct Constraint: Sendable {
        let name: String
        /// `p`, `u`, `f`, `c` or `x`, as in `pg_constraint.contype`.
        let kind: String
        let columns: [String]
        /// The table that a foreign key refers to, with its schema.
        let target: String?
        let cascades: Bool
        let definition: String
        /// What a CHECK asks for, as SQL.
        let expression: String

        /// Whether a CHECK compares with a list of texts.
        var isList: Bool { self.definition.contains("ARRAY[") || self.definition.contains("= '") }

        /// The texts in the definition.
        var literals: [String] {
            self.definition.split(separator: "'", omittingEmptySubsequences: false).enumerated()
                .filter { $0.offset % 2 == 1 }.map { String($0.element) }
        }
    }

    let schema: String
    let columns: [String: Column]
    let constraints: [Constraint]
    private let uniqueIndexes: [[String]]

    func isUnique(_ columns: [String]) -> Bool {
        self.uniqueIndexes.contains(columns)
    }

    func checks(on columns: Set<String>) -> Bool {
        self.constraints.contains { $0.kind == "c" && columns.isSubset(of: $0.columns) }
    }

    static func read(schema: String, table: String, on pool: Pool) async throws -> TableShape {
        let columns = try await pool.query(
            """
            SELECT a.attname, t.typname, NOT a.attnotnull, \
            CASE WHEN t.typname = 'numeric' AND a.atttypmod > 0 THEN (a.atttypmod - 4) & 65535 END \
            FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace \
            JOIN pg_type t ON t.oid = a.atttypid \
            WHERE n.nspname = \(schema) AND c.relname = \(table) AND a.attnum > 0 AND NOT a.attisdropped
            """)
        let constraints = try await pool.query(
            """
            SELECT k.conname, k.contype::text, ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS u(n, i) \
            JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = u.n ORDER BY u.i), \
            fn.nspname || '.' || f.relname, k.confdeltype = 'c', pg_get_constraintdef(k.oid), \
            COALESCE(pg_get_expr(k.conbin, k.conrelid), '') \
            FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace \
            LEFT JOIN pg_class f ON f.oid = k.confrelid LEFT JOIN pg_namespace fn ON fn.oid = f.relnamespace \
            WHERE n.nspname = \(schema) AND c.relname = \(table)
            """)
        let indexes = try await pool.query(
            """
            SELECT ARRAY(SELECT a.attname::text FROM unnest(i.indkey) WITH ORDINALITY AS u(n, i) \
            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = u.n ORDER BY u.i) \
            FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace \
            WHERE n.nspname = \(schema) AND c.relname = \(table) AND i.indisunique AND i.indpred IS NULL
            """)
        return TableShape(
            schema: schema,
            columns: Dictionary(
                uniqueKeysWithValues: try columns.map { row in
                    let column = Column(
                        type: try row.decode(1, as: String.self), isNullable: try row.decode(2, as: Bool.self),
                        scale: try row.decode(3, as: Int?.self))
                    return (try row.decode(0, as: String.self), column)
                }),
            constraints: try constraints.map { row in
                Constraint(
                    name: try row.decode(0, as: String.self), kind: try row.decode(1, as: String.self),
                    columns: try row.decode(2, as: [String].self), target: row.string(3),
                    cascades: try row.decode(4, as: Bool.self), definition: try row.decode(5, as: String.self),
                    expression: try row.decode(6, as: String.self))
            },
            uniqueIndexes: try indexes.map { try $0.decode(0, as: [String].self) })
    }
}
