import Database
import Model
import ServiceKit

extension InstitutionRule {
    /// Decides which rows of an import are institutions that are kept already, or that stood in an earlier row.
    ///
    /// The same code or the same id of a registry is the same institution. The same name in the same country is unless both
    /// have a domain or the host of a web site and share none: there are namesakes (two «Cornell College» sites, nine pairs
    /// of American community colleges), and institutions that moved to another domain cannot be told from them. A shared
    /// domain under another name is a part, a former name or a mistake. Whatever is doubtful is reported.
    func matches(for records: [Record], in context: RuleContext) async throws -> [ImportMatch] {
        let finder = try await LookAlikes(for: records, in: context)
        var earlier = EarlierRows()
        var result: [ImportMatch] = []
        for (index, record) in records.enumerated() {
            let candidate = finder.candidate(index)
            var match = ImportMatch()
            if let id = candidate.same {
                match.existing = try await context.store(Institution.resource).record(id: id, on: context.connection)
                if let existing = match.existing, !candidate.isCertain, !candidate.repeats(existing, record) {
                    match.suspicions.append(Issue("/title", .lookAlike, .takenAs(finder.name(of: id), candidate)))
                }
            } else if let row = earlier.same(as: candidate) {
                match.earlier = row
                match.suspicions.append(Issue("/title", .lookAlike, .takenAsEarlier(earlier.name(of: row))))
            }
            if match.existing == nil, match.earlier == nil {
                match.suspicions += finder.doubts(candidate) + earlier.doubts(candidate)
                earlier.add(index, candidate, record)
            }
            result.append(match)
        }
        return result
    }

    /// A row that names a known institution adds to its lists and never renames it.
    func combine(_ row: Record, with existing: Record) -> Record {
        var combined = row
        let old = existing[Institution.title]
        let new = row[Institution.title]
        combined[Institution.title] = LocalizedText(zh: old?.zh ?? new?.zh, en: old?.en ?? new?.en)
        var names = existing[Institution.names] ?? []
        var additional = row[Institution.names] ?? []
        for (lang, value, kept) in [("zh", new?.zh, old?.zh), ("en", new?.en, old?.en)] {
            guard let value, let kept, InstitutionKeys.fold(value) != InstitutionKeys.fold(kept) else { continue }
            var name = Record()
            name[Institution.Name.value] = value
            name[Institution.Name.lang] = lang
            name[Institution.Name.kind] = "alias"
            additional.append(name)
        }
        for name in additional
        where !names.contains(where: { $0[Institution.Name.value] == name[Institution.Name.value] }) {
            names.append(name)
        }
        combined[Institution.names] = names.isEmpty ? nil : names
        combined[Institution.identifiers] = Self.unite(existing[Institution.identifiers], Self.normalised(row))
        combined[Institution.tags] = Self.unite(existing[Institution.tags], row[Institution.tags])
        combined[Institution.relations] = Self.unite(existing[Institution.relations], row[Institution.relations])
        combined[Institution.rankings] = Self.unite(existing[Institution.rankings], row[Institution.rankings])
        if let kept = existing[Institution.website], let given = row[Institution.website],
            InstitutionKeys.host(of: kept) == InstitutionKeys.host(of: given)
        {
            combined[Institution.website] = kept
        }
        return combined
    }

    private static func normalised(_ row: Record) -> [Record]? {
        row[Institution.identifiers]?.map { identifier in
            guard let scheme = identifier[Institution.Identifier.scheme],
                let value = identifier[Institution.Identifier.value],
                let normal = InstitutionIdentifiers.normalise(value, scheme: scheme)
            else { return identifier }
            var result = identifier
            result[Institution.Identifier.value] = normal
            return result
        }
    }

    private static func unite(_ kept: [Record]?, _ added: [Record]?) -> [Record]? {
        var result = kept ?? []
        for entry in added ?? [] {
            let isKnown = result.contains { other in
                entry.object.allSatisfy { $0.key == "preferred" || other.object[$0.key] == $0.value }
            }
            if !isKnown { result.append(entry) }
        }
        return result.isEmpty ? nil : result
    }

    /// Look-alikes of records, for whoever has just entered them.
    func warnings(about records: [Record], in context: RuleContext) async throws -> [[Issue]] {
        let finder = try await LookAlikes(for: records, areKept: true, in: context)
        return records.indices.map { index in
            let candidate = finder.candidate(index)
            guard let id = candidate.same else { return finder.doubts(candidate) }
            return [Issue("/title", .lookAlike, .looksLike(finder.name(of: id), candidate))]
        }
    }
}

extension Issue.Rule {
    /// Another record may be meant.
    static let lookAlike = Issue.Rule(rawValue: "lookAlike")
}

extension Label {
    static func looksLike(_ name: Label, _ candidate: LookAlikes.Candidate) -> Label {
        let reason = Self.reason(candidate)
        return Label(zh: "可能与 \(name.zh) 重复：\(reason.zh)", en: "May be \(name.en): \(reason.en)")
    }
    static func takenAs(_ name: Label, _ candidate: LookAlikes.Candidate) -> Label {
        let reason = Self.reason(candidate)
        return Label(zh: "视为已有的 \(name.zh)：\(reason.zh)", en: "Taken as \(name.en): \(reason.en)")
    }
    private static func reason(_ candidate: LookAlikes.Candidate) -> Label {
        candidate.isByNameOnly
            ? Label(zh: "同国同名，且没有不同的域名", en: "same name, same country, no other domain")
            : Label(zh: "名称和域名相同", en: "same name, same domain")
    }
    static func takenAsEarlier(_ name: Label) -> Label {
        Label(zh: "视为本次导入中前面的“\(name.zh)”", en: "Taken as \(name.en), earlier in this import")
    }
    static func sameName(_ name: Label) -> Label {
        Label(
            zh: "与 \(name.zh) 同国同名，但域名不同或无法确定，作为另一机构保留",
            en: "Named like \(name.en) in the same country, on another domain or not to be told apart; kept apart")
    }
    static func sameHost(_ name: Label) -> Label {
        Label(zh: "与 \(name.zh) 域名相同而名称不同，作为另一机构保留", en: "On the domain of \(name.en) under another name; kept apart")
    }
}
