import Database
import Model
import WebPages

/// What to call the records that a page refers to, and which ones a form offers.
///
/// Records of the same service are looked up in their tables; those of others in what this service has heard of them.
struct ReferenceTitles: Sendable {
    let service: ServiceDefinition
    let language: DisplayLanguage
    /// The most that a form offers for a reference; a long list is searched by typing.
    private static let offered = 300

    /// Titles of all records that some records refer to, by id.
    func titles(
        for records: [Record], of resource: Resource, on connection: Connection
    ) async throws -> [String: String] {
        var wanted: [Reference: Set<String>] = [:]
        for record in records {
            for field in resource.fields { Self.collect(record.object, field, into: &wanted) }
        }
        var titles: [String: String] = [:]
        for (reference, ids) in wanted {
            guard let source = self.source(reference) else { continue }
            let sql: SQL = """
                SELECT r.id::text, \(raw: source.title) FROM \(raw: source.table) r \
                WHERE r.id = ANY(\(ids.sorted())::uuid[])
                """
            for row in try await connection.query(sql) {
                if let id = row.string(0) { titles[id] = row.string(1) }
            }
        }
        for unit in try await self.units(on: connection) { titles[unit.value] = unit.label }
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

    /// What a form offers for each of its references, by the field's path: the most recently changed records, and
    /// those that are named by what was typed.
    func choices(
        for resource: Resource, typed: [String: Set<String>] = [:], on connection: Connection,
    ) async throws -> [String: [FormChoice]] {
        var choices: [String: [FormChoice]] = [:]
        for (path, reference) in Self.references(resource.fields, prefix: "") {
            guard let source = self.source(reference) else { continue }
            let given = (typed[path] ?? []).sorted()
            let ids = given.filter { RecordID($0) != nil }
            let sql: SQL = """
                (SELECT r.id::text, \(raw: source.title) FROM \(raw: source.table) r \
                WHERE r.id = ANY(\(ids)::uuid[]) OR \(raw: source.title) = ANY(\(given))) \
                UNION ALL \
                (SELECT r.id::text, \(raw: source.title) FROM \(raw: source.table) r \
                ORDER BY \(raw: source.recency) DESC LIMIT \(Self.offered))
                """
            var seen: Set<String> = []
            choices[path] = try await connection.query(sql).compactMap { row in
                guard let id = row.string(0), seen.insert(id).inserted else { return nil }
                return FormChoice(id, row.string(1) ?? id)
            }
        }
        choices["unit"] = try await self.units(on: connection)
        return choices
    }

    /// The organisational units, for the select of a record's owner.
    private func units(on connection: Connection) async throws -> [FormChoice] {
        let rows = try await connection.query(
            "SELECT code, name_zh, name_en FROM identity.units ORDER BY parent NULLS FIRST, code")
        return rows.compactMap { row in
            row.string(0).map { FormChoice($0, row.string(self.language == .zh ? 1 : 2) ?? $0) }
        }
    }

    private static func references(_ fields: [FieldSpec], prefix: String) -> [(String, Reference)] {
        fields.flatMap { field -> [(String, Reference)] in
            switch field.kind {
            case .reference(let reference) where !field.isReadOnly: [(prefix + field.name, reference)]
            case .items(let items): Self.references(items, prefix: "\(prefix)\(field.name).")
            default: []
            }
        }
    }

    private struct Source {
        let table: String
        let title: String
        let recency: String
    }

    private func source(_ reference: Reference) -> Source? {
        let ours = self.language == .zh ? "zh" : "en"
        let other = self.language == .zh ? "en" : "zh"
        guard reference.service == self.service.name else {
            guard self.service.heardCollections.contains("\(reference.service).\(reference.collection)") else {
                return nil
            }
            return Source(
                table: "\(self.service.name).heard_\(reference.collection.snakeTable)",
                title: "COALESCE(r.title_\(ours), r.title_\(other), r.code)", recency: "r.position")
        }
        guard
            let resource = self.service.collections.map(\.resource).first(where: { $0.name == reference.resource })
        else { return nil }
        var title = "r.code"
        if let field = resource.titleField {
            if case .localized = field.kind {
                title = "COALESCE(r.\(field.column)_\(ours), r.\(field.column)_\(other), r.code)"
            } else if !field.isDerived {
                title = "COALESCE(r.\(field.column), r.code)"
            }
        }
        return Source(table: resource.qualifiedTable, title: title, recency: "r.updated_at")
    }
}

extension String {
    fileprivate var snakeTable: String { String(self.map { $0 == "-" ? "_" : $0 }) }
}
