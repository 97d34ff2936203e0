import Database
import Model

extension ListQuery {
    /// Records in which a word occurs, or in what they refer to by a field that is searched: an agreement is found by the
    /// name of a partner.
    ///
    /// - Parameter word: in lower case; Chinese is not divided into words, so it is found as it was typed.
    static func search(_ word: String, in resource: Resource) -> SQL {
        let pattern = "%" + word.escapedForLike + "%"
        var ways: [SQL] = ["t.search LIKE \(pattern)"]
        for field in resource.fields {
            if let found = field.found(by: pattern, from: resource.service) {
                ways.append("t.\(raw: field.column) IN (\(found))")
            }
            for item in field.items ?? [] {
                guard let found = item.found(by: pattern, from: resource.service) else { continue }
                ways.append(
                    """
                    t.id IN (SELECT p.parent_id FROM \(raw: resource.itemTable(field)) p \
                    WHERE p.\(raw: item.column) IN (\(found)))
                    """)
            }
        }
        return ways.count == 1 ? ways[0] : "(\(SQL.joined(ways, separator: " OR ")))"
    }
}

extension FieldSpec {
    /// The record type that is searched along with the one that refers to it by this field.
    var searchedReference: Reference? {
        guard self.traits.contains(.searched), case .reference(let reference) = self.kind else { return nil }
        return reference
    }

    /// The ids of what this field may refer to and is found by a pattern.
    ///
    /// Another service's records are found by their titles, which is what was heard of them.
    fileprivate func found(by pattern: String, from service: String) -> SQL? {
        self.searchedReference.map { reference in
            guard reference.service == service else {
                return """
                    SELECT r.id FROM \(raw: HeardCopy.table(of: reference, by: service)) r \
                    WHERE lower(concat_ws(E'\\n', r.title_zh, r.title_en)) LIKE \(pattern)
                    """
            }
            return "SELECT r.id FROM \(raw: "\(service).\(reference.table)") r WHERE r.search LIKE \(pattern)"
        }
    }
}

extension Resource {
    /// The fields, those of lists among them, through which a search looks.
    var searchedReferences: [FieldSpec] {
        self.fields.flatMap { [$0] + ($0.items ?? []) }.filter { $0.searchedReference != nil }
    }
}

extension ServiceDefinition {
    /// The fields through which a search would tell of records that not everybody may read, or of which nothing is kept.
    static func blindReferences(of collections: [Collection], copies: [HeardCopy]) -> [String] {
        let known = collections.map(\.resource) + copies.map(\.resource)
        let open = known.filter { if case .everyone = $0.audience { true } else { false } }.map(\.reference)
        return collections.map(\.resource).flatMap { resource in
            resource.searchedReferences
                .filter { field in field.searchedReference.map { !open.contains($0) } ?? false }
                .map { "\(resource.name).\($0.name)" }
        }
    }
}
