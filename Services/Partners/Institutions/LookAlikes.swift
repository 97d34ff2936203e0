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
    }

    /// The most that are looked at for one key: a name that more than these share tells nobody apart, and reading all of
    /// them for every row would make such a name a way to slow everybody down.
    private static let mostAlike = 100

    private var candidates: [Candidate] = []
    /// Those found by name that no host is known of.
    private var hostless: Set<RecordID> = []
    /// What the found ones are called to the one who asks.
    private var names: [RecordID: Label] = [:]

    init(for records: [Record], except id: RecordID?, in context: RuleContext) async throws {
        let keys = records.map(InstitutionKeys.init)
        let folded = try await Self.fold(keys.reduce(into: Set()) { $0.formUnion($1.names) }, in: context)
        self.candidates = zip(records, keys).map { record, keys in
            Candidate(
                code: record.code, country: record[Institution.country],
                identifiers: Self.unique(of: record),
                names: Set(keys.names.compactMap { folded[$0] }), hosts: keys.hosts)
        }
        let byCode = try await self.holders(ofCodes: candidates.compactMap(\.code), except: id, in: context)
        let byIdentifier = try await InstitutionIdentifiers.holders(
            of: candidates.reduce(into: Set()) { $0.formUnion($1.identifiers) }, except: id, in: context)
        for holder in byIdentifier.values { self.names[holder.id] = holder.name }
        let byKey = try await self.holders(ofKeysOf: candidates, except: id, in: context)
        for index in self.candidates.indices {
            let candidate = self.candidates[index]
            let certain =
                candidate.code.flatMap { byCode[$0] }
                ?? candidate.identifiers.lazy.compactMap { byIdentifier[$0]?.id }.min()
            let named = candidate.names.reduce(into: Set<RecordID>()) { result, name in
                for holder in byKey["name \(name)"] ?? [] where holder.country == candidate.country {
                    result.insert(holder.id)
                }
            }
            let hosted = candidate.hosts.reduce(into: Set<RecordID>()) { result, host in
                result.formUnion((byKey["host \(host)"] ?? []).map(\.id))
            }
            let known = certain ?? named.intersection(hosted).min()
            self.candidates[index].isCertain = certain != nil
            self.candidates[index].isByNameOnly = known == nil
            self.candidates[index].same =
                known ?? NamedAlike.same(of: named, isWithoutHost: self.hostless.contains, candidate)
            self.candidates[index].sameName = named.sorted()
            self.candidates[index].sameHost = hosted.sorted()
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

    private static func fold(_ names: Set<String>, in context: RuleContext) async throws -> [String: String] {
        guard !names.isEmpty else { return [:] }
        let rows = try await context.connection.query(
            "SELECT n, \(InstitutionKeys.unaccented("n")) FROM unnest(\(Array(names))::text[]) n")
        return Dictionary(
            rows.map { ($0.string(0) ?? "", $0.string(1) ?? "") }, uniquingKeysWith: { first, _ in first })
    }

    private mutating func holders(
        ofCodes codes: [String], except id: RecordID?, in context: RuleContext,
    ) async throws -> [String: RecordID] {
        guard !codes.isEmpty else { return [:] }
        let rows = try await context.connection.query(
            """
            SELECT i.code, i.id, i.code || ' ' || COALESCE(i.title_zh, i.title_en), i.unit \
            FROM partners.institutions i WHERE i.code = ANY(\(codes)) AND i.id <> \(id.orNobody)::uuid
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
        ofKeysOf candidates: [Candidate], except id: RecordID?, in context: RuleContext,
    ) async throws -> [String: [(id: RecordID, country: String)]] {
        let wanted = candidates.reduce(into: Set<WantedKey>()) { wanted, candidate in
            for host in candidate.hosts { wanted.insert(WantedKey(kind: "host", value: host, country: "")) }
            guard let country = candidate.country else { return }
            for name in candidate.names { wanted.insert(WantedKey(kind: "name", value: name, country: country)) }
        }
        guard !wanted.isEmpty else { return [:] }
        let keys = Array(wanted)
        let rows = try await context.connection.query(
            """
            SELECT w.kind || ' ' || w.value, f.id, f.country, f.code || ' ' || COALESCE(f.title_zh, f.title_en), f.unit, \
            EXISTS (SELECT 1 FROM partners.institution_keys h WHERE h.institution = f.id AND h.kind = 'host') \
            FROM unnest(\(keys.map(\.kind)), \(keys.map(\.value)), \(keys.map(\.country))) w(kind, value, country) \
            CROSS JOIN LATERAL (SELECT i.* FROM partners.institution_keys k \
            JOIN partners.institutions i ON i.id = k.institution WHERE k.kind = w.kind AND k.value = w.value \
            AND i.state <> 'merged' AND i.id <> \(id.orNobody)::uuid AND (w.country = '' OR i.country = w.country) \
            LIMIT \(Self.mostAlike)) f
            """)
        var result: [String: [(id: RecordID, country: String)]] = [:]
        for row in rows {
            guard let key = row.string(0), let holder = row.string(1).flatMap({ RecordID($0) }) else { continue }
            result[key, default: []].append((holder, row.string(2) ?? ""))
            if try !row.decode(5, as: Bool.self) { self.hostless.insert(holder) }
            self.names[holder] = context.name(row.string(3) ?? "", of: Institution.resource, in: row.string(4))
        }
        return result
    }
}

extension RecordID? {
    /// The id, or the nil UUID (RFC 9562, section 5.9), which no record has.
    var orNobody: String { self?.description ?? "00000000-0000-0000-0000-000000000000" }
}
