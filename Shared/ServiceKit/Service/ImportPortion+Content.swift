import Database
import Model
import Tabular

extension ImportPortion {
    /// A row that names no record by id or code.
    private struct Nameless {
        let index: Int
        /// The change in the form in which the rule leaves it, which is that of the records that are kept.
        let change: Change
    }

    /// Whatever else a rule knows records by, a row that says nothing but what a record of the same unit says already is
    /// that record, and a row that repeats an earlier one is the same: a file without codes can be imported again.
    ///
    /// A row that has a code which nobody has yet is meant to be new.
    mutating func matchByContent() async throws {
        var rows: [Nameless] = []
        for (index, candidate) in self.candidates.enumerated()
        where candidate.match.existing == nil && candidate.match.earlier == nil && candidate.record.code == nil {
            var change = candidate.change
            // What the rule refuses is reported when the row's turn comes to be inserted.
            guard (try? self.rule.check(&change)) != nil else { continue }
            rows.append(Nameless(index: index, change: change))
        }
        guard !rows.isEmpty else { return }
        let kept = try await self.alike(rows)
        var first: [JSON: Int] = [:]
        for row in rows {
            let given = self.candidates[row.index].record
            if let existing = kept[row.index]?.first(where: { self.says($0, all: row.change.after, given) }) {
                let doubts = self.candidates[row.index].match.suspicions
                self.candidates[row.index].match = ImportMatch(
                    existing: existing, suspicions: doubts.isEmpty ? [] : self.doubts(of: given, as: existing))
                self.candidates[row.index].isKnownByContent = true
            } else if let earlier = first[.object(given.object)] {
                let place = self.candidates[earlier].place
                self.candidates[row.index].match = ImportMatch(
                    suspicions: [Issue("", .duplicate, .repeatsRow(place))])
                self.candidates[row.index].match.earlier = earlier
            } else {
                first[.object(given.object)] = row.index
            }
        }
    }

    /// What is doubtful about a row that the rule has doubts about, and that a record says all of.
    ///
    /// A record of which more is known may be another one's, such as a namesake's; what an import has made of the same
    /// row is not.
    private func doubts(of row: Record, as existing: Record) -> [Issue] {
        let knowsMore = self.store.resource.fields.contains { field in
            !field.isReadOnly && row.object[field.name] == nil && existing.object[field.name] != nil
        }
        return knowsMore ? [Issue("", .duplicate, .takenAs(existing.code ?? ""))] : []
    }

    /// Counts a row that says nothing but what a record has said before the import.
    mutating func recognize(_ candidate: Candidate, as existing: Record) {
        self.report.unchanged += 1
        self.report.doubt(candidate.place, self.doubts(about: candidate, as: existing))
    }

    /// Whether a record says all that a row gives, in the row's own form or in the one that the rule has made of it.
    private func says(_ existing: Record, all normal: Record, _ given: Record) -> Bool {
        self.store.resource.fields.allSatisfy { field in
            guard let value = given.object[field.name] else { return true }
            guard let kept = existing.object[field.name] else { return false }
            return kept.says(value, field) || normal.object[field.name].map { kept.says($0, field) } ?? false
        }
    }

    // MARK: Candidates among the records

    /// The records of the same unit that agree with rows in what every record of the type has, by the rows' places.
    ///
    /// They are found by equality of columns, so that the server hashes the rows and goes through the table or one of
    /// its indexes once for all of them that give the same columns.
    private func alike(_ rows: [Nameless]) async throws -> [Int: [Record]] {
        let fields = self.store.resource.fields.filter(\.isComparable)
        let columns = [SystemFields.unit.spec.layout.columns[0]] + fields.flatMap(\.layout.columns)
        var groups: [[Bool]: [(index: Int, values: [String?])]] = [:]
        for row in rows {
            var values = [row.change.after.unit]
            for field in fields {
                FieldBinding.texts(of: row.change.after.object[field.name], field) { values.append($0) }
            }
            groups[values.map { $0 != nil }, default: []].append((row.index, values))
        }
        var found: [Int: [RecordID]] = [:]
        for (isGiven, rows) in groups where isGiven.count(where: \.self) > 1 {
            let given = columns.indices.filter { isGiven[$0] }
            let values = given.map { column in rows.map { $0.values[column] ?? "" } }
            let names = given.map { ", c\($0)" }.joined()
            let equal = given.map { "t.\(columns[$0].name) = x.c\($0)::\(columns[$0].sqlType)" }
            let sql: SQL = """
                SELECT x.n, t.id FROM unnest(\(rows.map(\.index)), \(SQL.joined(values.map { "\($0)" }, separator: ", "))) \
                AS x (n\(raw: names)) JOIN \(raw: self.store.resource.qualifiedTable) t \
                ON \(raw: equal.joined(separator: " AND ")) ORDER BY t.id LIMIT \(Self.mostAlike)
                """
            for row in try await self.context.connection.query(sql) {
                guard let id = row.withBytes(1, { RecordID(utf8: $0) }) else { continue }
                found[try row.decode(0, as: Int.self), default: []].append(id)
            }
        }
        let ids = Set(found.values.joined())
        guard !ids.isEmpty else { return [:] }
        let records = try await self.store.records(
            where: "t.id = ANY(\(ids.map(\.description))::uuid[])", limit: ids.count, on: self.context.connection)
        let byID = Dictionary(records.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return found.mapValues { $0.compactMap { byID[$0] } }
    }

    /// The most records that are compared with the rows of a portion: what more than these agree in tells nobody apart.
    private static var mostAlike: Int { 20_000 }
}

extension FieldSpec {
    /// Whether every record has a value in a column that can be compared by itself.
    fileprivate var isComparable: Bool {
        guard self.isRequired, !self.isReadOnly else { return false }
        return switch self.kind {
        case .codes, .money, .items: false
        default: true
        }
    }
}

extension JSON {
    /// Whether a value that is kept says all that a row gives.
    ///
    /// A name may be known in a language more, an entry of a list by a member more. An end of a period that is not given
    /// is open, and says so.
    fileprivate func says(_ given: JSON, _ field: FieldSpec) -> Bool {
        switch field.kind {
        case .localized:
            return given.objectValue?.allSatisfy { self[$0.key] == $0.value } ?? false
        case .items(let items):
            guard let kept = self.arrayValue, let entries = given.arrayValue, kept.count == entries.count else {
                return false
            }
            return zip(kept, entries).allSatisfy { kept, entry in
                items.allSatisfy { item in entry[item.name].map { kept[item.name]?.says($0, item) ?? false } ?? true }
            }
        default:
            return self == given
        }
    }
}

extension Label {
    fileprivate static func takenAs(_ code: String) -> Label {
        Label(zh: "视为已有的 \(code)：所填内容它都有", en: "Taken as \(code), which says all of this already")
    }
    fileprivate static func repeatsRow(_ place: RowPlace) -> Label {
        let name = place.label
        return Label(
            zh: "与\(name.zh)完全相同，视为同一条", en: "Says the same as \(name.en); taken as the same record")
    }
}
