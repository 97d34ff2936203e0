import Database
import Model
import ServiceKit

/// The institutions and units that the parties of one agreement name.
struct PartyDirectory {
    private struct Institution {
        let code: String
        /// What it is called in both languages.
        let title: Label
        /// What its code is called to the one who asks, and what the one that it was merged into is.
        let name: Label
        let survivor: Label?
        let unit: String?
        let country: String
        let state: String
        let identifier: String?
    }

    private struct Unit {
        let institution: RecordID?
        let code: String
    }

    private var institutions: [RecordID: Institution] = [:]
    private var units: [RecordID: Unit] = [:]
    /// What institutions with which nothing may be done are called to the one who asks; nil when there are none.
    private(set) var blocked: Label?

    init(of parties: [Record], in context: RuleContext) async throws {
        let resource = Model.Institution.resource
        let ids = parties.compactMap { $0[Agreement.Party.institution]?.description }
        let institutions = try await context.connection.query(
            """
            SELECT i.id, i.code, i.country, i.state, s.code, s.unit, i.unit, \
            (SELECT n.scheme || ':' || n.value FROM partners.institutions_identifiers n \
            WHERE n.parent_id = i.id AND n.scheme NOT IN ('DOMAIN', 'OTHER') \
            ORDER BY n.preferred DESC NULLS LAST, array_position(ARRAY['ROR', 'SCHAC', 'ERASMUS'], n.scheme), n.ordinal \
            LIMIT 1), COALESCE(i.title_zh, i.title_en), COALESCE(i.title_en, i.title_zh) \
            FROM partners.institutions i LEFT JOIN partners.institutions s ON s.id = i.merged_into \
            WHERE i.id = ANY(\(ids)::uuid[])
            """)
        for row in institutions {
            guard let id = row.string(0).flatMap({ RecordID($0) }) else { continue }
            let code = row.string(1) ?? ""
            self.institutions[id] = Institution(
                code: code,
                title: context.name(
                    Label(zh: row.string(8) ?? code, en: row.string(9) ?? code), of: resource, in: row.string(6)),
                name: context.name(code, of: resource, in: row.string(6)),
                survivor: row.string(4).map { context.name($0, of: resource, in: row.string(5)) }, unit: row.string(6),
                country: row.string(2) ?? "", state: row.string(3) ?? "", identifier: row.string(7))
        }
        let blocked = self.institutions.values.filter { $0.state == "blocked" }.sorted { $0.code < $1.code }
        self.blocked =
            blocked.isEmpty ? nil : context.name(blocked.map { (name: $0.code, unit: $0.unit) }, of: resource)
        let unitIDs = parties.compactMap { $0[Agreement.Party.unit]?.description }
        guard !unitIDs.isEmpty else { return }
        let units = try await context.connection.query(
            """
            SELECT id, institution, COALESCE(external_code, code) FROM partners.partner_units \
            WHERE id = ANY(\(unitIDs)::uuid[])
            """)
        for row in units {
            guard let id = row.string(0).flatMap({ RecordID($0) }) else { continue }
            self.units[id] = Unit(institution: row.string(1).flatMap { RecordID($0) }, code: row.string(2) ?? "")
        }
    }

    /// Why a party cannot be taken in.
    func issues(_ party: Record, at path: String) -> [Issue] {
        guard let id = party[Agreement.Party.institution] else { return [] }
        guard let institution = self.institutions[id] else {
            return [Issue("\(path)/institution", .reference, .noInstitution)]
        }
        var issues: [Issue] = []
        if let survivor = institution.survivor {
            issues.append(Issue("\(path)/institution", .business, .mergedInto(institution.name, survivor)))
        } else if institution.state == "blocked" {
            issues.append(Issue("\(path)/institution", .business, .blocked(institution.name)))
        }
        if let unit = party[Agreement.Party.unit], self.units[unit]?.institution != id {
            issues.append(Issue("\(path)/unit", .reference, .noUnitThere))
        }
        return issues
    }

    /// How a party stands in the content: by an id of a registry, else by the code of the office.
    func identity(of party: Record) -> String {
        guard let id = party[Agreement.Party.institution], let institution = self.institutions[id] else { return "own" }
        let base = institution.identifier ?? "code:\(institution.code)"
        return party[Agreement.Party.unit].flatMap { self.units[$0] }.map { "\(base)#\($0.code)" } ?? base
    }

    /// A party as it is chosen by people who know it by its number or its name.
    func choice(_ number: Int64, _ party: Record) -> Label {
        let title =
            party[Agreement.Party.institution].map { self.institutions[$0]?.title ?? .recordOfAnotherUnit }
            ?? Agreement.Party.isOwn.spec.label
        return Label(zh: "\(number) · \(title.zh)", en: "\(number) · \(title.en)")
    }

    /// Some parties, each as it is chosen.
    static func names(
        _ parties: [(number: Int64, party: Record)], in context: RuleContext,
    ) async throws -> Label {
        let directory = try await PartyDirectory(of: parties.map(\.party), in: context)
        return .list(parties.map { directory.choice($0.number, $0.party) })
    }

    func countries(of parties: [Record]) -> [String] {
        Set(parties.compactMap { $0[Agreement.Party.institution] }.compactMap { self.institutions[$0]?.country })
            .sorted()
    }

    /// Institutions among the parties that are not partners yet.
    ///
    /// They are locked, in one order for everybody: of two agreements that are signed at once with a new partner one
    /// makes it a partner, and the other finds that it is one.
    static func newPartners(of parties: [Record], in context: RuleContext) async throws -> [RecordID] {
        let ids = parties.compactMap { $0[Agreement.Party.institution]?.description }
        let rows = try await context.connection.query(
            """
            SELECT id FROM partners.institutions WHERE id = ANY(\(ids)::uuid[]) \
            AND state IN ('prospect', 'in_contact', 'dormant') ORDER BY id FOR UPDATE
            """)
        return rows.compactMap { $0.string(0).flatMap { RecordID($0) } }
    }
}

extension Label {
    static let noUnitThere = Label(zh: "该机构没有这个院系", en: "The institution has no such unit")
    static func mergedInto(_ name: Label, _ survivor: Label) -> Label {
        Label(zh: "\(name.zh) 已并入 \(survivor.zh)", en: "\(name.en) has been merged into \(survivor.en)")
    }
    static func blocked(_ name: Label) -> Label {
        Label(zh: "已停止与 \(name.zh) 往来", en: "Blocked: \(name.en)")
    }
}
