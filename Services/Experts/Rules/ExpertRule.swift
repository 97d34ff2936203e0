import Database
import Model
import ServiceKit

/// What is special about experts: where they belong, and who is already known.
struct ExpertRule: ResourceRule {
    private static let earliestBirth = CalendarDate(year: 1900, month: 1, day: 1) ?? .min

    func check(_ change: inout Change) throws {
        if case .delete = change.kind { return }
        guard change.changed.contains(Expert.bornOn.name), let day = change.after[Expert.bornOn] else { return }
        try change.requirePast(Expert.bornOn)
        if day < Self.earliestBirth { throw ValidationError("/\(Expert.bornOn.name)", .business, .bornLongAgo) }
    }

    func check(_ change: inout Change, in context: RuleContext) async throws {
        guard change.changed.contains(Expert.affiliation.name), let id = change.after[Expert.affiliation] else {
            return
        }
        let pointer = "/\(Expert.affiliation.name)"
        _ = try await ExpertsService.institutions.require(id, at: pointer, on: context.connection)
    }

    /// A person is known again by passport or by ORCID iD; the same name with the same nationality is only suspicious.
    func matches(for records: [Record], in context: RuleContext) async throws -> [ImportMatch] {
        let passports = records.compactMap { $0[Expert.passportNumber] }
        let orcids = records.compactMap { $0[Expert.orcid] }
        let names = records.compactMap { $0[Expert.name]?.en } + records.compactMap { $0[Expert.name]?.zh }
        let known = try await context.store(Expert.resource).records(
            where: """
                (t.passport_number = ANY(\(passports)) OR t.orcid = ANY(\(orcids)) OR t.name_zh = ANY(\(names)) \
                OR t.name_en = ANY(\(names)))
                """,
            on: context.connection)
        return records.map { Self.match(for: $0, among: known, in: context) }
    }

    private static func match(for record: Record, among known: [Record], in context: RuleContext) -> ImportMatch {
        for other in known {
            if let passport = record[Expert.passportNumber], passport == other[Expert.passportNumber] {
                return ImportMatch(existing: other)
            }
            if let orcid = record[Expert.orcid], orcid == other[Expert.orcid] {
                return ImportMatch(existing: other)
            }
        }
        let namesakes = known.filter { other in
            guard record[Expert.nationality] == other[Expert.nationality] else { return false }
            let (name, otherName) = (record[Expert.name], other[Expert.name])
            return (name?.zh != nil && name?.zh == otherName?.zh) || (name?.en != nil && name?.en == otherName?.en)
        }
        let pointer = "/\(Expert.name.name)"
        return ImportMatch(
            suspicions: namesakes.prefix(1).map { other in
                Issue(
                    pointer, .duplicate, .namesake(context.name(other.code ?? "", of: Expert.resource, in: other.unit)))
            })
    }
}
