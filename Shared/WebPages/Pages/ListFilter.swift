import Model

/// A field that lists are filtered by, and the parameters that do it.
struct ListFilter {
    /// `kind`, or `parties.institution` for a field of a list's entries.
    let name: String
    let field: FieldSpec
    /// The label, with that of the list before it.
    let label: Label

    /// The filters that a record type offers on its page.
    static func offered(by resource: Resource) -> [ListFilter] {
        var filters: [ListFilter] = []
        for field in [SystemFields.state.spec] + resource.fields + [SystemFields.unit.spec] {
            if field.traits.contains(.filtered) {
                filters.append(ListFilter(name: field.name, field: field, label: field.label))
            }
            for item in field.items ?? [] where item.traits.contains(.filtered) {
                filters.append(ListFilter(name: "\(field.name).\(item.name)", field: item, label: item.label))
            }
        }
        return filters
    }

    /// The filter that a parameter of the API means, whether or not it is offered on the page.
    static func named(_ name: String, of resource: Resource) -> (filter: ListFilter, operation: String?)? {
        let parts = name.split(separator: ".", omittingEmptySubsequences: false).map { String($0) }
        guard let field = resource.anyField(parts[0]) else { return nil }
        guard let items = field.items, parts.count >= 2 else {
            return (ListFilter(name: parts[0], field: field, label: field.label), parts.dropFirst().first)
        }
        guard let item = items.first(where: { $0.name == parts[1] }) else { return nil }
        return (
            ListFilter(name: "\(parts[0]).\(parts[1])", field: item, label: item.label), parts.dropFirst(2).first
        )
    }

    /// How the filter is asked for.
    enum Control {
        case choice
        case answer
        case dates
        case numbers
        case text
    }

    var control: Control {
        switch self.field.kind {
        case .code, .codes: .choice
        case .boolean: .answer
        case .date, .period: .dates
        case .integer, .decimal, .money: .numbers
        default: self.field.name == SystemFields.state.name ? .choice : .text
        }
    }
}
