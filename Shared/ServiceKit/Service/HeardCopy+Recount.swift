public import Database
import Model

extension HeardCopy {
    /// How many records there are, and a digest over their ids and versions: equal for equal sets of records.
    public struct Census: Sendable, Hashable {
        /// How many.
        public let count: Int
        /// MD5 over `id:version` in the order of the ids, against mistakes and not against malice.
        public let digest: String

        /// Creates a census.
        public init(count: Int, digest: String) {
            self.count = count
            self.digest = digest
        }
    }

    /// A census of the copy, and how it compares with a fresh one.
    public struct Recount: Sendable, Hashable {
        /// What the owner has.
        public let owner: Census
        /// What the copy has.
        public let copy: Census
        /// Whether nothing is missing, left over or out of date.
        public var isEqual: Bool { self.owner == self.copy }
    }

    /// Counts the owner's records afresh.
    ///
    /// - Parameter connection: one under the owner's role; the listener may not read there.
    public func freshCensus(on connection: Connection) async throws -> Census {
        try await Self.census(of: "\(self.resource.service).\(self.resource.table)", on: connection)
    }

    /// Compares the copy with the owner's records.
    ///
    /// - Parameters:
    ///   - owner: from ``freshCensus(on:)``, taken when nothing was under way.
    ///   - connection: one under the listener's role.
    public func recount(against owner: Census, on connection: Connection) async throws -> Recount {
        Recount(owner: owner, copy: try await Self.census(of: self.table, on: connection))
    }

    private static func census(of table: String, on connection: Connection) async throws -> Census {
        let sql: SQL = """
            SELECT count(*), md5(COALESCE(string_agg(id::text || ':' || version, ',' ORDER BY id), '')) \
            FROM \(raw: table)
            """
        guard let row = try await connection.query(sql).first else { return Census(count: 0, digest: "") }
        return Census(count: try row.decode(0), digest: try row.decode(1))
    }
}
