import Database
import Model
import ServiceKit

/// Institutions that are kept and that given records may be, found for many records at once.
struct LookAlikes {
    /// What is known of one record, and what it may be.
    struct Candidate {
        let code: String?
        let country: String?
        let identifiers: Set<InstitutionIdentifiers.Key>
        /// Folded by the database, so that they compare as those that are kept.
        let names: Set<String>
        let hosts: Set<String>
        /// The institution that the record is.
        var same: RecordID?
        /// Whether an id or a code says so, not a likeness.
        var isCertain = false
        /// Whether nothing but the name says so.
        var isByNameOnly = false
        var sameName: [RecordID] = []
        var sameHost: [RecordID] = []

        /// Whether the record says nothing about identity that the existing one does not say.
        func repeats(_ existing: Record, _ record: Record) -> Bool {
            let known = InstitutionKeys(existing)
            let given = InstitutionKeys(record)
            return given.hosts.isSubset(of: known.hosts) && given.names.isSubset(of: known.names)
        }
    }

    /// A name in a country, or a host, under which others are looked for.
    private struct WantedKey: Hashable {
        let kind: String
        let value: String
        /// Empty for a host, which counts wherever it is.
        let country: String

        static func name(_ value: String, in country: String?) -> WantedKey {
            WantedKey(kind: "name", value: value, country: country ?? "")
        }
        static func host(_ value: String) -> WantedKey { WantedKey(kind: "host", value: value, country: "") }
    }

    /// Who is kept under a key.
    private struct Holders {
        /// The key's value as the database folds it.
        let folded: String
        var ids: Set<RecordID> = []
    }

    /// The most that are looked at for one key: a name that more than these share tells nobody apart, and reading all of
    /// them for every row would make such a name a way to slow everybody down.
    private static let mostAlike = 100

    private var candidates: [Candidate] = []
    /// Those found by name that no host is known of.
    private var hostless: Set<RecordID> = []
    /// What the found ones are called to the one who asks.
    private var names: [RecordID: Label] = [:]

    /// Looks for what each of the records may be.
    ///
    /// - Parameter areKept: whether they may be kept already; each is then no look-alike of itself.
    init(for records: [Record], areKept: Bool = false, in context: RuleContext) async throws {
        let keys = records.map { (keys: InstitutionKeys($0), country: $0[Institution.country]) }
        let byKey = try await self.holders(
            of: keys.reduce(into: Set()) { wanted, record in
                wanted.formUnion(record.keys.hosts.map { .host($0) })
                wanted.formUnion(record.keys.names.map { .name($0, in: record.country) })
            }, in: context)
        let byCode = try await self.holders(ofCodes: records.compactMap(\.code), in: context)
        let identifiers = records.map(Self.unique)
        let byIdentifier = try await InstitutionIdentifiers.holders(
            of: identifiers.reduce(into: Set()) { $0.formUnion($1) }, in: context)
        for holder in byIdentifier.values { self.names[holder.id] = holder.name }
        for (index, record) in records.enumerated() {
            let (keys, country) = keys[index]
            let itself = areKept ? record.id : nil
            let namesakes = keys.names.compactMap { byKey[.name($0, in: country)] }
            let named = Set(namesakes.flatMap(\.ids).filter { $0 != itself })
            let hosted = Set(keys.hosts.flatMap { byKey[.host($0)]?.ids ?? [] }.filter { $0 != itself })
            let registered = identifiers[index].compactMap { byIdentifier[$0]?.id }.filter { $0 != itself }.min()
            let certain = record.code.flatMap { byCode[$0] }.flatMap { $0 == itself ? nil : $0 } ?? registered
            let known = certain ?? named.intersection(hosted).min()
            var candidate = Candidate(
                code: record.code, country: country, identifiers: identifiers[index],
                names: Set(namesakes.map(\.folded)), hosts: keys.hosts)
            candidate.isCertain = certain != nil
            candidate.isByNameOnly = known == nil
            candidate.same = known ?? NamedAlike.same(of: named, isWithoutHost: self.hostless.contains, candidate)
            candidate.sameName = named.sorted()
            candidate.sameHost = hosted.sorted()
            self.candidates.append(candidate)
        }
    }

    private static func unique(of record: Record) -> Set<InstitutionIdentifiers.Key> {
        Set(
            InstitutionIdentifiers.keys(of: record).filter(\.isUnique).compactMap { key in
                InstitutionIdentifiers.normalise(key.value, scheme: key.scheme).map {
                    InstitutionIdentifiers.Key(scheme: key.scheme, value: $0)
                }
            })
    }

    func candidate(_ index: Int) -> Candidate { self.candidates[index] }

    func name(of id: RecordID) -> Label { self.names[id] ?? .recordOfAnotherUnit }

    /// What is doubtful about a record that is taken to be a new one.
    func doubts(_ candidate: Candidate) -> [Issue] {
        candidate.sameName.prefix(3).map { Issue("/title", .lookAlike, .sameName(self.name(of: $0))) }
            + candidate.sameHost.prefix(3).map { Issue("/website", .lookAlike, .sameHost(self.name(of: $0))) }
    }

    // MARK: Queries

    private mutating func holders(
        ofCodes codes: [String], in context: RuleContext,
    ) async throws -> [String: RecordID] {
        guard !codes.isEmpty else { return [:] }
        let rows = try await context.connection.query(
            """
            SELECT i.code, i.id, i.code || ' ' || COALESCE(i.title_zh, i.title_en), i.unit \
            FROM partners.institutions i WHERE i.code = ANY(\(codes))
            """)
        var result: [String: RecordID] = [:]
        for row in rows {
            guard let code = row.string(0), let holder = row.string(1).flatMap({ RecordID($0) }) else { continue }
            result[code] = holder
            self.names[holder] = context.name(row.string(2) ?? "", of: Institution.resource, in: row.string(3))
        }
        return result
    }

    private mutating func holders(
        of wanted: Set<WantedKey>, in context: RuleContext,
    ) async throws -> [WantedKey: Holders] {
        guard !wanted.isEmpty else { return [:] }
        let keys = Array(wanted)
        // Each name is folded once, whether anybody bears it or not.
        let rows = try await context.connection.query(
            """
            SELECT w.kind, w.value, w.country, v.folded, f.id, f.name, f.unit, f.has_host \
            FROM unnest(\(keys.map(\.kind)), \(keys.map(\.value)), \(keys.map(\.country))) w(kind, value, country) \
            CROSS JOIN LATERAL (SELECT CASE w.kind WHEN 'name' THEN \(InstitutionKeys.unaccented("w.value")) \
            ELSE w.value END OFFSET 0) v(folded) \
            LEFT JOIN LATERAL (SELECT i.id, i.code || ' ' || COALESCE(i.title_zh, i.title_en) AS name, i.unit, \
            EXISTS (SELECT 1 FROM partners.institution_keys h WHERE h.institution = i.id AND h.kind = 'host') AS has_host \
            FROM partners.institution_keys k JOIN partners.institutions i ON i.id = k.institution \
            WHERE k.kind = w.kind AND k.value = v.folded AND i.state <> 'merged' \
            AND (w.kind = 'host' OR i.country = w.country) LIMIT \(Self.mostAlike)) f ON TRUE
            """)
        var result: [WantedKey: Holders] = [:]
        for row in rows {
            let key = WantedKey(
                kind: try row.decode(0), value: try row.decode(1), country: try row.decode(2))
            let folded = try row.decode(3, as: String.self)
            var holders = result[key] ?? Holders(folded: folded)
            if let id = row.string(4).flatMap({ RecordID($0) }) {
                holders.ids.insert(id)
                if try !row.decode(7, as: Bool.self) { self.hostless.insert(id) }
                self.names[id] = context.name(row.string(5) ?? "", of: Institution.resource, in: row.string(6))
            }
            result[key] = holders
        }
        return result
    }
}
