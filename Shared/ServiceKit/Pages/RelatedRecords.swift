import Database
import Model
import WebPages

/// The records of the same service that refer to one record: the agreements of an institution, the approvals of an
/// agreement.
///
/// They follow from the declarations of references, so no page has to be told about them.
struct RelatedRecords: Sendable {
    let runtime: ServiceRuntime
    let actor: Actor
    /// How many of each kind are shown; the rest is one click away.
    private static let shown = 8

    func lists(
        of record: Record, _ resource: Resource, on connection: Connection
    ) async throws -> [DetailPage.RelatedList] {
        guard let id = record.id?.description else { return [] }
        var lists: [DetailPage.RelatedList] = []
        // What belongs to a record stands before its like: approvals of an agreement before those that renew it.
        let others = self.runtime.definition.collections.filter { $0.resource.name != resource.name }
        let alike = self.runtime.definition.collections.filter { $0.resource.name == resource.name }
        for collection in others + alike {
            for path in collection.resource.paths(to: resource) {
                let query = try ListQuery(
                    [
                        (name: path.name, value: id), (name: "limit", value: "\(Self.shown)"),
                        (name: "total", value: "true"),
                    ],
                    of: collection)
                let page = try await self.runtime.stores[collection.resource].list(
                    query, units: self.actor.access.readableUnits, on: connection)
                let form = self.form(for: path, of: record, in: collection)
                guard page.count > 0 || form != nil else { continue }
                lists.append(
                    DetailPage.RelatedList(
                        path.field.inverse?.many ?? path.label(collection.resource.plural),
                        new: path.field.inverse?.one ?? path.label(collection.resource.label),
                        by: path.field.name, href: "\(collection.resource.listPath)?\(path.name)=\(id)",
                        resource: collection.resource, records: try page.records(), total: page.total, newHref: form))
            }
        }
        return lists
    }

    /// The form for a new record that refers to this one, where people may make such records.
    private func form(for path: ReferencePath, of record: Record, in collection: Collection) -> String? {
        guard let id = record.id?.description, !collection.isKeptByProgram, self.actor.access.allows(.editor),
            !collection.rule.transitionFields.contains(path.field.name),
            collection.rule.offersNew(for: record, to: self.actor)
        else { return nil }
        var pairs = [(name: path.input, value: id)]
        // What belongs to one record is mostly its unit's affair; where the reader may not write, it is their own.
        if let unit = record.unit, self.actor.access.allows(.editor, in: unit) { pairs.append(("unit", unit)) }
        if let origin = FormOrigin(path.field, id: id) { pairs.append((FormOrigin.name, origin.value)) }
        return QueryString.address(collection.resource.newPath, pairs)
    }
}

/// A way in which records of one type refer to records of another.
private struct ReferencePath {
    /// The filter that finds them.
    let name: String
    /// The input that makes a new one of them.
    let input: String
    /// The field that refers, or the list in which one does.
    let field: FieldSpec
    /// One way to refer needs no explanation; several are told apart by the field.
    var isOnly = true

    /// What to call what is found.
    func label(_ records: Label) -> Label {
        guard !self.isOnly else { return records }
        return Label(
            zh: "\(records.zh)（\(self.field.label.zh)）", en: "\(records.en) (\(self.field.label.en))")
    }
}

extension Resource {
    /// The ways in which records of this type refer to records of another.
    fileprivate func paths(to target: Resource) -> [ReferencePath] {
        func points(_ field: FieldSpec) -> Bool {
            if case .reference(let reference) = field.kind { reference == target.reference } else { false }
        }
        let direct = self.fields.filter { points($0) && !$0.isDerived }.map {
            ReferencePath(name: $0.name, input: $0.name, field: $0)
        }
        let inLists = self.fields.flatMap { list in
            (list.items ?? []).filter(points).map {
                ReferencePath(name: "\(list.name).\($0.name)", input: "\(list.name).0.\($0.name)", field: list)
            }
        }
        var all = direct + inLists
        for index in all.indices where all.count > 1 { all[index].isOnly = false }
        return all
    }
}
