import Database
import Model
import WebPages

extension ReferenceTitles {
    /// The most recently changed records that a form suggests for a reference; others are looked for by what is typed.
    private static let suggested = 300
    /// The most typed texts of one form that records are looked for by.
    private static let mostSearches = 20

    /// What a form offers for each of its references, by the field's path: the most recently changed records, those that
    /// are meant by what stands in the inputs (ids, codes, titles in either language, or choices as shown), and for a
    /// text that means no single record those that a search finds.
    func choices(
        for resource: Resource, given: [String: Set<String>] = [:], on connection: Connection,
    ) async throws -> [String: [FormChoice]] {
        var choices: [String: [FormChoice]] = [:]
        for (path, reference) in Self.references(resource.fields, prefix: "") {
            guard let source = self.source(reference) else { continue }
            let texts = (given[path] ?? []).sorted()
            let known = try await self.known(source, texts: texts, on: connection)
            choices[path] = try await self.offering(known, source, for: texts, on: connection)
        }
        choices[SystemFields.unit.name] = try await self.units(on: connection).filter { unit in
            self.access.allows(.editor, in: unit.value)
        }
        return choices
    }

    private func columns(_ source: ReferenceSource) -> SQL {
        "r.id::text, \(raw: source.code), \(source.zh), \(source.en), CASE WHEN \(source.isReadable) THEN 'readable' END"
    }

    /// The records that are meant by texts, and the most recently changed ones.
    private func known(
        _ source: ReferenceSource, texts: [String], on connection: Connection,
    ) async throws -> [FormChoice] {
        let ends = texts.flatMap { FormChoice.ends(of: $0) }
        let ids = ends.filter { RecordID($0) != nil }
        let columns = self.columns(source)
        // A record that may not be read is among them only where it is named by its id: it stands in the record
        // that is edited, and has to survive that.
        let sql: SQL = """
            (SELECT \(columns) FROM \(raw: source.table) r WHERE r.id = ANY(\(ids)::uuid[]) \
            OR (\(source.isReadable) AND (\(raw: source.code) = ANY(\(ends)) OR \(source.zh) = ANY(\(texts)) \
            OR \(source.en) = ANY(\(texts)))) \
            ORDER BY r.id = ANY(\(ids)::uuid[]) DESC LIMIT \(Self.suggested)) \
            UNION ALL \
            (SELECT \(columns) FROM \(raw: source.table) r WHERE \(source.isReadable) \
            ORDER BY \(raw: source.recency) DESC LIMIT \(Self.suggested))
            """
        var seen: Set<String> = []
        return try await connection.query(sql).compactMap { row in
            self.choice(row).flatMap { seen.insert($0.value).inserted ? $0 : nil }
        }
    }

    /// The choices, first those among which a person has to choose who has typed one of these texts.
    private func offering(
        _ known: [FormChoice], _ source: ReferenceSource, for texts: [String], on connection: Connection,
    ) async throws -> [FormChoice] {
        var offers: [String: FormChoice] = [:]
        var order: [String] = []
        for text in texts.prefix(Self.mostSearches) {
            let meant = known.meant(by: text)
            guard meant.count != 1 else { continue }
            let found = meant.isEmpty ? try await self.found(source, by: text, on: connection) : meant
            for choice in found.prefix(FormChoice.mostOffers) {
                if offers[choice.value] == nil { order.append(choice.value) }
                offers[choice.value, default: choice].offeredFor.insert(text)
            }
        }
        return order.compactMap { offers[$0] } + known.filter { offers[$0.value] == nil }
    }

    private func found(
        _ source: ReferenceSource, by text: String, on connection: Connection,
    ) async throws -> [FormChoice] {
        guard !ListQuery.words(of: text).isEmpty else { return [] }
        let sql: SQL = """
            SELECT \(self.columns(source)) FROM \(raw: source.table) r \
            WHERE \(source.isReadable) AND \(source.isFound(by: text)) \
            ORDER BY \(source.rank(of: text)), \(raw: source.code) LIMIT \(FormChoice.mostOffers)
            """
        return try await connection.query(sql).compactMap(self.choice)
    }

    private func choice(_ row: Row) -> FormChoice? {
        guard let id = row.string(0) else { return nil }
        guard row.string(4) != nil else {
            return FormChoice(id, code: id, names: [Label.recordOfAnotherUnit(self.language)])
        }
        let names = [row.string(2), row.string(3)].compactMap(\.self)
        return FormChoice(id, code: row.string(1), names: self.language == .zh ? names : names.reversed())
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
}
