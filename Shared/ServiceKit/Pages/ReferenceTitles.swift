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
    /// The most that a form offers for a reference; a long list is searched by typing.
    private static let offered = 300

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
                SELECT r.id::text, CASE WHEN \(self.isReadable(source)) THEN COALESCE(\(raw: self.title(source)), r.id::text) END \
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

    /// Whether the reader may read the row `r`.
    private func isReadable(_ source: Source) -> SQL {
        Audience.visible(to: self.access.readableUnits, row: "r", open: source.open) ?? "TRUE"
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
    /// those that are meant by what stands in the inputs: ids, codes, titles in either language, or choices as shown.
    func choices(
        for resource: Resource, given: [String: Set<String>] = [:], on connection: Connection,
    ) async throws -> [String: [FormChoice]] {
        var choices: [String: [FormChoice]] = [:]
        for (path, reference) in Self.references(resource.fields, prefix: "") {
            guard let source = self.source(reference) else { continue }
            let texts = (given[path] ?? []).sorted()
            let ends = texts.flatMap { FormChoice.ends(of: $0) }
            let ids = ends.filter { RecordID($0) != nil }
            let isReadable = self.isReadable(source)
            let columns: SQL = """
                r.id::text, \(raw: source.code), \(raw: source.zh), \(raw: source.en), \
                CASE WHEN \(isReadable) THEN 'readable' END
                """
            // A record that may not be read is among them only where it is named by its id: it stands in the record
            // that is edited, and has to survive that.
            let sql: SQL = """
                (SELECT \(columns) FROM \(raw: source.table) r WHERE r.id = ANY(\(ids)::uuid[]) \
                OR (\(isReadable) AND (\(raw: source.code) = ANY(\(ends)) OR \(raw: source.zh) = ANY(\(texts)) \
                OR \(raw: source.en) = ANY(\(texts)))) \
                ORDER BY r.id = ANY(\(ids)::uuid[]) DESC LIMIT \(Self.offered)) \
                UNION ALL \
                (SELECT \(columns) FROM \(raw: source.table) r WHERE \(isReadable) \
                ORDER BY \(raw: source.recency) DESC LIMIT \(Self.offered))
                """
            var seen: Set<String> = []
            choices[path] = try await connection.query(sql).compactMap { row in
                guard let id = row.string(0), seen.insert(id).inserted else { return nil }
                guard row.string(4) != nil else {
                    return FormChoice(id, code: id, names: [Label.recordOfAnotherUnit(self.language)])
                }
                let names = [row.string(2), row.string(3)].compactMap(\.self)
                return FormChoice(id, code: row.string(1), names: self.language == .zh ? names : names.reversed())
            }
        }
        choices[SystemFields.unit.name] = try await self.units(on: connection).filter { unit in
            self.access.allows(.editor, in: unit.value)
        }
        return choices
    }

    /// The organisational units by their names, for the select of a record's owner and to filter by.
    func units(on connection: Connection) async throws -> [FormChoice] {
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

    /// Where to look records up, and the columns with their names; those without a title have only a code.
    private struct Source {
        let table: String
        let zh: String
        let en: String
        let recency: String
        /// Whether the row is open to the whole house.
        let open: String
        let code = "r.code"
    }

    private func title(_ source: Source) -> String {
        let titles = self.language == .zh ? [source.zh, source.en] : [source.en, source.zh]
        return "COALESCE(\((titles + [source.code]).joined(separator: ", ")))"
    }

    private func source(_ reference: Reference) -> Source? {
        guard reference.service == self.service.name else {
            guard let copy = self.service.copies.first(where: { $0.resource.reference == reference }) else {
                return nil
            }
            // Of a record that was heard of the unit may be unknown.
            return Source(
                table: copy.table, zh: "r.title_zh", en: "r.title_en", recency: "r.position",
                open: "r.unit IS NULL OR \(copy.resource.audience.condition(onJSON: "r.record"))")
        }
        guard
            let resource = self.service.collections.map(\.resource).first(where: { $0.name == reference.resource })
        else { return nil }
        var (zh, en) = ("NULL::text", "NULL::text")
        if let field = resource.titleField {
            if case .localized = field.kind {
                (zh, en) = ("r.\(field.column)_zh", "r.\(field.column)_en")
            } else if !field.isDerived {
                zh = "r.\(field.column)::text"
            }
        }
        return Source(
            table: resource.qualifiedTable, zh: zh, en: en, recency: "r.updated_at",
            open: resource.audience.condition(onRow: "r"))
    }
}
