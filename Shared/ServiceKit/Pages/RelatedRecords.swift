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
        for collection in self.runtime.definition.collections {
            for path in collection.resource.paths(to: resource) {
                let query = try ListQuery(
                    [
                        (name: path.name, value: id), (name: "limit", value: "\(Self.shown)"),
                        (name: "total", value: "true"),
                    ],
                    of: collection)
                let page = try await self.runtime.stores[collection.resource].list(
                    query, units: self.actor.access.readableUnits, on: connection)
                guard page.count > 0 else { continue }
                lists.append(
                    DetailPage.RelatedList(
                        path.label, href: "\(collection.resource.listPath)?\(path.name)=\(id)",
                        resource: collection.resource, records: try page.records(), total: page.total))
            }
        }
        return lists
    }
}

extension Resource {
    /// The filters of this type that find what refers to a record of another type, and what to call the result.
    fileprivate func paths(to target: Resource) -> [(name: String, label: Label)] {
        func points(_ field: FieldSpec) -> Bool {
            if case .reference(let reference) = field.kind { reference == target.reference } else { false }
        }
        let direct = self.fields.filter { points($0) && !$0.isDerived }.map { (name: $0.name, field: $0) }
        let inLists = self.fields.flatMap { list in
            (list.items ?? []).filter(points).map { (name: "\(list.name).\($0.name)", field: list) }
        }
        let all = direct + inLists
        return all.map { path in
            // One way to refer needs no explanation; several are told apart by the field.
            guard all.count > 1 else { return (name: path.name, label: self.plural) }
            let label = Label(
                zh: "\(self.plural.zh)（\(path.field.label.zh)）", en: "\(self.plural.en) (\(path.field.label.en))")
            return (name: path.name, label: label)
        }
    }
}
