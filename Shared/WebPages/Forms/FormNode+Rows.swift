import Model

extension FormNode {
    /// Takes the blank rows out of a list, and out of the lists in its rows.
    mutating func compactRows(of field: FieldSpec) {
        guard let items = field.items, var list = self.children[field.name] else { return }
        let shown = list.rows.count
        var rows: [FormNode] = []
        for var row in list.rows {
            for item in items { row.compactRows(of: item) }
            if !row.isBlank(items) { rows.append(row) }
        }
        list.setRows(rows)
        list.shownRows = shown
        self.children[field.name] = list
    }

    /// Whether a row says nothing: a box that is not ticked is no reason to keep it.
    private func isBlank(_ fields: [FieldSpec]) -> Bool {
        let object = FormReading(choices: [:], clearing: false).object(self, fields: fields)
        return object.allSatisfy { $0.value == .bool(false) }
    }
}
