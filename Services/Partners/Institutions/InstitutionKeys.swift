import Database
import Model
import ServiceKit

/// What an institution may be recognised by without an id: its names, folded, and the hosts that it is found under.
struct InstitutionKeys: Hashable {
    /// Folded names; acronyms are left out, because strangers share them.
    let names: Set<String>
    /// Host names without `www.`.
    let hosts: Set<String>

    init(_ record: Record) {
        let title = record[Institution.title]
        let others = (record[Institution.names] ?? [])
            .filter { $0[Institution.Name.kind] != "acronym" }
            .compactMap { $0[Institution.Name.value] }
        self.names = Set(([title?.zh, title?.en].compactMap(\.self) + others).map(Self.fold).filter { !$0.isEmpty })
        var hosts = Set(
            InstitutionIdentifiers.keys(of: record).filter(\.isHost).map { Self.withoutWWW($0.value.lowercased()) })
        if let host = record[Institution.website].flatMap(Self.host(of:)) { hosts.insert(host) }
        self.hosts = hosts
    }

    /// A name without case, punctuation, spaces and a leading article.
    ///
    /// The database then folds accents and widths, by compatibility decomposition.
    static func fold(_ name: String) -> String {
        let lower = name.lowercased()
        let text = lower.hasPrefix("the ") ? lower.dropFirst(4) : lower[...]
        var result = ""
        for scalar in text.unicodeScalars {
            if scalar == "&" {
                result += "and"
            } else if scalar.properties.isAlphabetic || scalar.properties.isIdeographic
                || scalar.properties.numericType != nil
            {
                result.unicodeScalars.append(scalar)
            } else if scalar.properties.generalCategory == .nonspacingMark {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The host of a web address, lower case, without port and `www.`.
    static func host(of website: String) -> String? {
        guard let scheme = website.firstRange(of: "://") else { return nil }
        let authority = website[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let host = authority.split(separator: ":").first.map { String($0).lowercased() }
        return host.map(Self.withoutWWW)
    }

    private static func withoutWWW(_ host: String) -> String {
        host.hasPrefix("www.") ? String(host.dropFirst(4)) : host
    }

    /// Keeps the keys of institutions as they are after these changes.
    static func statement(after changes: [Change]) -> SQL {
        var (institutions, kinds, values): ([String], [String], [String]) = ([], [], [])
        for change in changes {
            let keys = InstitutionKeys(change.after)
            for (kind, group) in [("name", keys.names), ("host", keys.hosts)] {
                for value in group {
                    institutions.append(change.id.description)
                    kinds.append(kind)
                    values.append(value)
                }
            }
        }
        let given: SQL = """
            SELECT k.institution, k.kind, CASE k.kind WHEN 'name' THEN \(Self.unaccented("k.value")) ELSE k.value END \
            FROM unnest(\(institutions)::uuid[], \(kinds)::text[], \(values)::text[]) AS k (institution, kind, value)
            """
        // What is new has no keys yet that it could have lost.
        let known = changes.filter { $0.before != nil }.map(\.id.description)
        guard !known.isEmpty else {
            return "INSERT INTO partners.institution_keys (institution, kind, value) \(given) ON CONFLICT DO NOTHING"
        }
        return """
            WITH given (institution, kind, value) AS MATERIALIZED (\(given)), \
            gone AS (DELETE FROM partners.institution_keys k WHERE k.institution = ANY(\(known)::uuid[]) \
            AND NOT EXISTS (SELECT 1 FROM given g WHERE g.institution = k.institution \
            AND g.kind = k.kind AND g.value = k.value)) \
            INSERT INTO partners.institution_keys (institution, kind, value) \
            SELECT institution, kind, value FROM given ON CONFLICT DO NOTHING
            """
    }

    /// The expression that folds accents and widths of a column, as a search does.
    static func unaccented(_ column: String) -> SQL { "partners.folded(\(raw: column))" }
}
