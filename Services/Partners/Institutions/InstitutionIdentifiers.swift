import Database
import Model
import ServiceKit

/// The ids of institutions in registries: spelled one way, and each given to one institution only.
enum InstitutionIdentifiers {
    /// A scheme and a value.
    struct Key: Hashable {
        let scheme: String
        let value: String

        /// Whether the scheme gives an id to one institution only.
        var isUnique: Bool { self.scheme != "DOMAIN" && self.scheme != "OTHER" }

        /// Whether the value is a host on the internet.
        var isHost: Bool { self.scheme == "DOMAIN" || self.scheme == IdentifierScheme.schac.rawValue }
    }

    static func keys(of record: Record) -> Set<Key> {
        Set(
            (record[Institution.identifiers] ?? []).compactMap { identifier in
                guard let scheme = identifier[Institution.Identifier.scheme],
                    let value = identifier[Institution.Identifier.value]
                else { return nil }
                return Key(scheme: scheme, value: value)
            })
    }

    /// Those that no other institution can have.
    static func unique(of record: Record) -> Set<Key> { self.keys(of: record).filter(\.isUnique) }

    /// Brings identifiers into the spelling of their registries.
    ///
    /// - Returns: what is wrong with them.
    static func normalise(_ change: inout Change) throws -> [Issue] {
        guard var identifiers = change.after[Institution.identifiers] else { return [] }
        var issues: [Issue] = []
        var seen: Set<Key> = []
        var preferred: Set<String> = []
        for (index, identifier) in identifiers.enumerated() {
            guard let scheme = identifier[Institution.Identifier.scheme],
                let given = identifier[Institution.Identifier.value]
            else { continue }
            guard let value = Self.normalise(given, scheme: scheme) else {
                let rule = IdentifierScheme(rawValue: scheme)?.rule ?? IdentifierScheme.schac.rule
                issues.append(Issue("/identifiers/\(index)/value", .format, rule))
                continue
            }
            identifiers[index][Institution.Identifier.value] = value
            if !seen.insert(Key(scheme: scheme, value: value)).inserted {
                issues.append(Issue("/identifiers/\(index)/value", .duplicate, .repeatedIdentifier))
            }
            if identifier[Institution.Identifier.preferred] == true, !preferred.insert(scheme).inserted {
                issues.append(Issue("/identifiers/\(index)/preferred", .business, .onePreferred))
            }
        }
        if identifiers != change.after[Institution.identifiers] { change.set(Institution.identifiers, to: identifiers) }
        return issues
    }

    static func normalise(_ value: String, scheme: String) -> String? {
        if let scheme = IdentifierScheme(rawValue: scheme) { return scheme.normalise(value) }
        return scheme == "DOMAIN" ? IdentifierScheme.schac.normalise(value) : value
    }

    /// Refuses ids that another institution has, naming it; the table does so too, should two come at once.
    static func requireFree(_ change: Change, in context: RuleContext) async throws {
        let identifiers = change.after[Institution.identifiers] ?? []
        guard change.changed.contains(Institution.identifiers.name), !identifiers.isEmpty else { return }
        let holders = try await Self.holders(of: Self.unique(of: change.after), in: context)
        var issues: [Issue] = []
        for (index, identifier) in identifiers.enumerated() {
            let key = Key(
                scheme: identifier[Institution.Identifier.scheme] ?? "",
                value: identifier[Institution.Identifier.value] ?? "")
            if let holder = holders[key], holder.id != change.id {
                issues.append(Issue("/identifiers/\(index)/value", .duplicate, .identifierTaken(by: holder.name)))
            }
        }
        guard issues.isEmpty else { throw ValidationError(issues) }
    }

    /// Who has these ids, and what they are called to the one who asks.
    static func holders(
        of keys: Set<Key>, in context: RuleContext,
    ) async throws -> [Key: (id: RecordID, name: Label)] {
        guard !keys.isEmpty else { return [:] }
        let list = Array(keys)
        let rows = try await context.connection.query(
            """
            SELECT n.scheme, n.value, i.id, i.code || ' ' || COALESCE(i.title_zh, i.title_en), i.unit \
            FROM unnest(\(list.map(\.scheme))::text[], \(list.map(\.value))::text[]) AS k(scheme, value) \
            JOIN partners.institutions_identifiers n ON n.value = k.value AND n.scheme = k.scheme \
            JOIN partners.institutions i ON i.id = n.parent_id
            """)
        var holders: [Key: (id: RecordID, name: Label)] = [:]
        for row in rows {
            guard let scheme = row.string(0), let value = row.string(1),
                let holder = row.string(2).flatMap({ RecordID($0) })
            else { continue }
            holders[Key(scheme: scheme, value: value)] = (
                holder, context.name(row.string(3) ?? "", of: Institution.resource, in: row.string(4))
            )
        }
        return holders
    }
}

extension Label {
    static let repeatedIdentifier = Label(zh: "与前面的标识重复", en: "Repeats an earlier identifier")
    static let onePreferred = Label(zh: "每种标识只能有一个首选", en: "Only one identifier of a scheme can be the preferred one")
    static func identifierTaken(by name: Label) -> Label {
        Label(zh: "该标识已属于 \(name.zh)", en: "This identifier belongs to \(name.en)")
    }
}
