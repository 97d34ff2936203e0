import Database
import Model
import ServiceKit

/// One institution carries on for another, whose record stays so that its id resolves for ever.
///
/// What refers to the old record, agreements above all, is left as it was signed; counts resolve it by the date.
/// Names and registry ids move to the record that carries on, so whoever knows them finds that one.
enum InstitutionMerge {
    static func check(_ change: inout Change, in context: RuleContext) async throws {
        guard let target = change.after[Institution.mergedInto] else { return }
        guard target != change.id else { throw ValidationError("/mergedInto", .business, .notItself) }
        // The record that carries on takes over names and ids, which is an edit of it.
        let survivor = try context.requireEditable(
            try await context.store(Institution.resource).record(id: target, on: context.connection, locking: true),
            of: Institution.resource, at: "/mergedInto", missing: .noInstitution)
        if survivor.state == "merged" {
            throw ValidationError("/mergedInto", .business, .mergedItself(survivor.code ?? ""))
        }
        if change.after[Institution.mergedOn] == nil { change.set(Institution.mergedOn, to: change.today) }
        try change.requirePast(Institution.mergedOn)
        var relations = change.after[Institution.relations] ?? []
        Self.relate(&relations, "successor", target)
        change.set(Institution.relations, to: relations)
        change.set(Institution.identifiers, to: nil)
    }

    static func applied(_ change: Change, in context: RuleContext) async throws {
        guard let before = change.before, let target = change.after[Institution.mergedInto],
            let survivor = try await context.store(Institution.resource).record(
                id: target, on: context.connection, locking: true)
        else { return }
        var patch = JSONObject()
        var identifiers = survivor[Institution.identifiers] ?? []
        let known = InstitutionIdentifiers.keys(of: survivor)
        for var identifier in before[Institution.identifiers] ?? [] {
            let key = InstitutionIdentifiers.Key(
                scheme: identifier[Institution.Identifier.scheme] ?? "",
                value: identifier[Institution.Identifier.value] ?? "")
            if known.contains(key) { continue }
            identifier[Institution.Identifier.preferred] = nil
            identifiers.append(identifier)
        }
        patch[Institution.identifiers.name] = identifiers.fieldJSON
        patch[Institution.names.name] = Self.names(of: survivor, and: before).fieldJSON
        var relations = survivor[Institution.relations] ?? []
        Self.relate(&relations, "predecessor", change.id)
        patch[Institution.relations.name] = relations.fieldJSON
        _ = try await context.keeper.update(
            Institution.resource, id: target, patch: .object(patch), expecting: nil, as: .system(change.actor),
            on: context.connection)
    }

    private static func relate(_ relations: inout [Record], _ kind: String, _ institution: RecordID) {
        var relation = Record()
        relation[Institution.Relation.relation] = kind
        relation[Institution.Relation.institution] = institution
        if !relations.contains(relation) { relations.append(relation) }
    }

    /// The names of the survivor, and those of the other one as former names.
    private static func names(of survivor: Record, and merged: Record) -> [Record] {
        var names = survivor[Institution.names] ?? []
        let title = merged[Institution.title]
        var additional = merged[Institution.names] ?? []
        for (lang, value) in [("zh", title?.zh), ("en", title?.en)] {
            guard let value else { continue }
            var name = Record()
            name[Institution.Name.value] = value
            name[Institution.Name.lang] = lang
            name[Institution.Name.kind] = "former"
            additional.append(name)
        }
        let own = survivor[Institution.title]
        for name in additional {
            let value = name[Institution.Name.value]
            if value == own?.zh || value == own?.en { continue }
            if !names.contains(where: { $0[Institution.Name.value] == value }) { names.append(name) }
        }
        return names
    }
}

extension Label {
    static let noInstitution = Label(zh: "没有这个机构", en: "There is no such institution")
    static func mergedItself(_ code: String) -> Label {
        Label(zh: "\(code) 自身已并入其他机构", en: "\(code) has itself been merged into another institution")
    }
}
