import Database
import Model
import WebPages

/// What to call the records that a page refers to, and which ones a form offers.
///
/// Records of the same service are looked up in their tables; those of others in what this service has heard of them. Of
/// records that the reader may not read it is said only whose they are not.
struct ReferenceTitles: Sendable {
    let service: ServiceDefinition
    let language: DisplayLanguage
    /// What the reader may read.
    let access: Access

    /// Titles of all records that some records refer to, by id.
    func titles(
        for records: [Record], of resource: Resource, on connection: Connection
    ) async throws -> Titles {
        try await self.titles(for: [(records: records, resource: resource)], on: connection)
    }

    /// Titles of all records that lists of records refer to, by id.
    ///
    /// - Parameter units: all units, when they have been asked for already.
    func titles(
        for lists: [(records: [Record], resource: Resource)], units: [FormChoice]? = nil, on connection: Connection
    ) async throws -> Titles {
        var wanted: [Reference: Set<String>] = [:]
        for list in lists {
            for record in list.records {
                for field in list.resource.fields { Self.collect(record.object, field, into: &wanted) }
            }
        }
        var titles = Titles()
        for (reference, ids) in wanted {
            guard let source = self.source(reference) else { continue }
            let sql: SQL = """
                SELECT r.id::text, \
                CASE WHEN \(source.isReadable) THEN COALESCE(\(source.title(self.language)), r.id::text) END \
                FROM \(raw: source.table) r WHERE r.id = ANY(\(ids.sorted())::uuid[])
                """
            for row in try await connection.query(sql) {
                guard let id = row.string(0) else { continue }
                if let title = row.string(1) {
                    titles[id] = title
                } else {
                    titles.withhold(id, as: Label.recordOfAnotherUnit(self.language))
                }
            }
        }
        let known: [FormChoice]
        if let units { known = units } else { known = try await self.units(on: connection) }
        for unit in known { titles[unit.value] = unit.label }
        return titles
    }

    private static func collect(_ object: JSONObject, _ field: FieldSpec, into wanted: inout [Reference: Set<String>]) {
        guard let value = object[field.name] else { return }
        switch field.kind {
        case .reference(let reference):
            if let id = value.stringValue { wanted[reference, default: []].insert(id) }
        case .items(let fields):
            for entry in value.arrayValue ?? [] {
                guard let entry = entry.objectValue else { continue }
                for field in fields { Self.collect(entry, field, into: &wanted) }
            }
        default: break
        }
    }

    /// The organisational units by their names, for the select of a record's owner and to filter by.
    func units(on connection: Connection) async throws -> [FormChoice] {
        let rows = try await connection.query(
            "SELECT code, name_zh, name_en FROM identity.units ORDER BY parent NULLS FIRST, code")
        return rows.compactMap { row in
            row.string(0).map { FormChoice($0, row.string(self.language == .zh ? 1 : 2) ?? $0) }
        }
    }

    func source(_ reference: Reference) -> ReferenceSource? {
        ReferenceSource(
            reference, by: self.service.name, resources: self.service.collections.map(\.resource),
            copies: self.service.copies, units: self.access.readableUnits)
    }
}
