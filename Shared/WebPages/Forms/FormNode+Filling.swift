import Model

extension FormNode {
    /// Puts the value of a field into its inputs.
    mutating func fill(_ field: FieldSpec, with value: JSON) {
        var node = FormNode()
        switch field.kind {
        case .codes:
            node.values = (value.arrayValue ?? []).map(\.plainText)
        case .localized:
            node.fill("zh", with: value["zh"])
            node.fill("en", with: value["en"])
        case .period:
            node.fill("first", with: value["from"])
            // The form asks for the last day, which people write; the record holds the day after it.
            let last = Period(fieldJSON: value)?.last
            node.fill("last", with: last?.fieldJSON ?? value["to"])
        case .money:
            let money = Money(fieldJSON: value)
            node.fill("amount", with: money.map { .string($0.decimal) } ?? value["minor"])
            node.fill("currency", with: value["currency"])
        case .items(let items):
            let rows = (value.arrayValue ?? []).map { entry in
                var row = FormNode()
                for item in items {
                    if let value = entry[item.name] { row.fill(item, with: value) }
                }
                return row
            }
            node.setRows(rows)
        case .text, .code, .integer, .decimal, .boolean, .date, .reference:
            node.values = [value.plainText]
        }
        self.children[field.name] = node
    }

    private mutating func fill(_ name: String, with value: JSON?) {
        guard let value, !value.isNull else { return }
        self.children[name] = FormNode(values: [value.plainText])
    }
}
