import Database
import Model

extension ListQuery {
    /// The words of a search, each of which has to occur somewhere.
    ///
    /// Chinese is not divided into words, so it is found as it was typed.
    static func words(of text: String) -> [String] {
        text.lowercased().split(whereSeparator: \.isWhitespace).prefix(8).map(String.init)
    }

    /// Records in which a word occurs, or in what they refer to by a field that is searched: an agreement is found by the
    /// name of a partner.
    ///
    /// - Parameters:
    ///   - word: in lower case; the database folds it like the text in which it is looked for.
    ///   - row: the name under which the statement knows the row.
    static func search(_ word: String, in resource: Resource, row: String = "t") -> SQL {
        let pattern = Self.pattern(word, schema: resource.service)
        var ways: [SQL] = ["\(raw: row).search LIKE \(pattern)"]
        for field in resource.fields {
            if let found = field.found(by: word, from: resource.service) {
                ways.append("\(raw: row).\(raw: field.column) IN (\(found))")
            }
            for item in field.items ?? [] {
                guard let found = item.found(by: word, from: resource.service) else { continue }
                ways.append(
                    """
                    \(raw: row).id IN (SELECT p.parent_id FROM \(raw: resource.itemTable(field)) p \
                    WHERE p.\(raw: item.column) IN (\(found)))
                    """)
            }
        }
        return ways.count == 1 ? ways[0] : "(\(SQL.joined(ways, separator: " OR ")))"
    }

    /// A pattern for `LIKE` that finds a word anywhere in a folded text.
    static func pattern(_ word: String, schema: String) -> SQL {
        "'%' || \(raw: schema).literally(\(word)) || '%'"
    }

    /// Which of the rows in which a text was found come first: those of which it is a name or a code, then those of which
    /// a name begins with it.
    ///
    /// What is searched has a line for each name, so that no name has to be folded for this.
    static func rank(_ text: String, row: String, schema: String) -> SQL {
        let literal: SQL = "\(raw: schema).literally(\(text.trimmed.lowercased()))"
        // Most rows fail the first test and are spared the second.
        return """
            CASE WHEN E'\\n' || \(raw: row).search NOT LIKE E'%\\n' || \(literal) || '%' THEN 2 \
            WHEN E'\\n' || \(raw: row).search || E'\\n' LIKE E'%\\n' || \(literal) || E'\\n%' THEN 0 ELSE 1 END
            """
    }
}

extension FieldSpec {
    /// The record type that is searched along with the one that refers to it by this field.
    var searchedReference: Reference? {
        guard self.traits.contains(.searched), case .reference(let reference) = self.kind else { return nil }
        return reference
    }

    /// The ids of what this field may refer to and is found by a word.
    ///
    /// Another service's records are found by their codes and titles, which is what was heard of them.
    fileprivate func found(by word: String, from service: String) -> SQL? {
        self.searchedReference.map { reference in
            let isHeard = reference.service != service
            let table =
                isHeard ? HeardCopy.table(of: reference, by: service) : "\(service).\(reference.table)"
            return "SELECT r.id FROM \(raw: table) r WHERE r.search LIKE \(ListQuery.pattern(word, schema: service))"
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
