import Database
import Model
import ServiceKit

/// Keeps institutions apart that are two, and together that are one.
struct InstitutionRule: ResourceRule {
    var transitionFields: [String] { [Institution.mergedInto.name, Institution.mergedOn.name] }

    /// A name alone may be that of several institutions; which of them a row means is decided by ``matches(for:in:)``.
    var knowsByContent: Bool { false }

    /// A new institution that claims no place above or beside others concerns nobody else.
    func usesDatabase(for change: Change) -> Bool {
        guard case .create = change.kind else { return true }
        return change.after[Institution.parent] != nil || !InstitutionIdentifiers.unique(of: change.after).isEmpty
    }

    func check(_ change: inout Change) throws {
        switch change.kind {
        case .create, .update: try self.checkEdit(&change)
        case .transition, .delete: break
        }
    }

    func check(_ change: inout Change, in context: RuleContext) async throws {
        switch change.kind {
        case .create, .update:
            try await context.requireNoCircle(
                by: change, through: Institution.parent, of: Institution.resource, .circle)
            try await InstitutionIdentifiers.requireFree(change, in: context)
        case .transition(let transition):
            if transition.name == "merge" {
                try await InstitutionMerge.check(&change, in: context)
            } else if transition.name == "end" {
                try await self.requireNoLiveAgreement(change, in: context)
            }
        case .delete:
            try await self.requireUnreferenced(change, in: context)
        }
    }

    func applied(_ change: Change, in context: RuleContext) async throws {
        if change.isTransition("merge") { try await InstitutionMerge.applied(change, in: context) }
    }

    func statements(with changes: [Change]) -> [SQL] {
        let renamed = changes.filter { change in
            switch change.kind {
            case .create, .update: true
            case .transition(let transition): transition.name == "merge"
            // Their keys go with the institutions.
            case .delete: false
            }
        }
        return renamed.isEmpty ? [] : [InstitutionKeys.statement(after: renamed)]
    }

    // MARK: Edits

    private func checkEdit(_ change: inout Change) throws {
        if change.before?.state == "merged", change.changed != [Institution.note.name] {
            throw ValidationError("", .business, .mergedIsClosed)
        }
        try self.requireTransitionFieldsUntouched(by: change, of: Institution.resource)
        var issues = self.placeIssues(change.after)
        issues += try InstitutionIdentifiers.normalise(&change)
        issues += self.relationIssues(change)
        guard issues.isEmpty else { throw ValidationError(issues) }
        if case .update = change.kind { self.tell(&change) }
    }

    private func placeIssues(_ record: Record) -> [Issue] {
        guard let subdivision = record[Institution.subdivision], let country = record[Institution.country] else {
            return []
        }
        let rest = subdivision.utf8.dropFirst(3)
        let isCode =
            subdivision.hasPrefix("\(country)-") && (1...3).contains(rest.count)
            && rest.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) }
        return isCode ? [] : [Issue("/subdivision", .format, .subdivision(country))]
    }

    private func relationIssues(_ change: Change) -> [Issue] {
        (change.after[Institution.relations] ?? []).enumerated().compactMap { index, relation in
            relation[Institution.Relation.institution] == change.id
                ? Issue("/relations/\(index)/institution", .business, .notItself) : nil
        }
    }

    /// Chooses the event that tells most, and keeps the name that is given up as a former one.
    private func tell(_ change: inout Change) {
        if change.changed.contains(Institution.title.name) {
            self.keepFormerNames(&change)
            change.verb = "renamed"
        }
        let before = InstitutionIdentifiers.keys(of: change.before ?? Record())
        if !InstitutionIdentifiers.keys(of: change.after).isSubset(of: before) { change.verb = "identifier_added" }
        if change.changed.contains(Institution.screeningResult.name),
            change.after[Institution.screeningResult] == "restricted"
        {
            change.verb = "screening_failed"
        }
    }

    private func keepFormerNames(_ change: inout Change) {
        let (old, new) = (change.before?[Institution.title], change.after[Institution.title])
        var names = change.after[Institution.names] ?? []
        for (lang, former, present) in [("zh", old?.zh, new?.zh), ("en", old?.en, new?.en)] {
            guard let former, let present, former != present,
                !names.contains(where: { $0[Institution.Name.value] == former })
            else { continue }
            var name = Record()
            name[Institution.Name.value] = former
            name[Institution.Name.lang] = lang
            name[Institution.Name.kind] = "former"
            name[Institution.Name.valid] = Period(from: nil, to: change.today)
            names.append(name)
        }
        change.set(Institution.names, to: names.isEmpty ? nil : names)
    }

    // MARK: Ends

    private func requireNoLiveAgreement(_ change: Change, in context: RuleContext) async throws {
        let day: SQL = "\(change.today.description)::date"
        let rows = try await context.connection.query(
            """
            SELECT a.code, a.unit FROM partners.agreements a JOIN partners.agreements_parties p ON p.parent_id = a.id \
            WHERE p.institution = \(change.id.description)::uuid AND \(AgreementDates.live("a", on: day)) \
            ORDER BY a.code LIMIT 5
            """)
        guard !rows.isEmpty else { return }
        let holders = context.name(rows.map { (name: $0.string(0) ?? "", unit: $0.string(1)) }, of: Agreement.resource)
        throw ValidationError("", .business, .hasLiveAgreements(holders))
    }

    private func requireUnreferenced(_ change: Change, in context: RuleContext) async throws {
        let rows = try await context.connection.query(
            """
            SELECT i.code, i.unit FROM partners.institutions i WHERE i.parent = \(change.id.description)::uuid \
            OR i.merged_into = \(change.id.description)::uuid OR EXISTS (SELECT 1 FROM partners.institutions_relations r \
            WHERE r.parent_id = i.id AND r.institution = \(change.id.description)::uuid) ORDER BY i.code LIMIT 5
            """)
        if !rows.isEmpty {
            let holders = context.name(
                rows.map { (name: $0.string(0) ?? "", unit: $0.string(1)) }, of: Institution.resource)
            throw ValidationError("", .reference, .referredToBy(holders))
        }
        if let holders = try await Uses.holders(of: change.id, on: context.connection) {
            throw ValidationError("", .reference, .mergeInstead(holders))
        }
    }
}

extension Label {
    static let mergedIsClosed = Label(
        zh: "该机构已并入其他机构，只能修改备注", en: "The institution has been merged; only its note can change")
    static let notItself = Label(zh: "不能指向自身", en: "Must be another institution")
    static let circle = Label(zh: "上级关系不能成环", en: "An institution cannot lie above itself")
    static func subdivision(_ country: String) -> Label {
        Label(zh: "应为该国的 ISO 3166-2 代码，如 \(country)-1", en: "An ISO 3166-2 code of that country, like \(country)-1")
    }
    static func hasLiveAgreements(_ names: Label) -> Label {
        Label(zh: "仍有有效协议：\(names.zh)", en: "Agreements are still alive: \(names.en)")
    }
    static func mergeInstead(_ holders: Label) -> Label {
        Label(
            zh: "仍被其他记录引用：\(holders.zh)；请改用“并入其他机构”或“终止合作”",
            en: "Still referred to by \(holders.en); merge it into another or end the cooperation instead")
    }
    static func referredToBy(_ names: Label) -> Label {
        Label(zh: "仍被以下机构引用：\(names.zh)", en: "Still referred to by \(names.en)")
    }
}
