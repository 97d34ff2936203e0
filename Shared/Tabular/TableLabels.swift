import Model

/// The columns of a table by what people call them: the labels of pages, in either language.
struct TableLabels {
    private let columns: [Table.Column]
    private let byLabel: [String: [Table.Column]]

    init(_ table: Table) {
        self.columns = table.columns
        var byLabel: [String: [Table.Column]] = [:]
        for column in table.columns {
            for key in Set(column.labels.map(Self.key)) { byLabel[key, default: []].append(column) }
        }
        self.byLabel = byLabel
    }

    /// The one column that a label means; nil when there is none, or when there are several.
    func column(_ label: String) -> Table.Column? {
        // A field's own name means the whole of it, whatever its label is.
        guard !self.columns.contains(where: { $0.field.name == label }) else { return nil }
        let found = self.byLabel[Self.key(label)] ?? []
        return found.count == 1 ? found[0] : nil
    }

    /// All columns that a name may mean, among which the reader has to choose.
    func meant(by name: String) -> [Table.Column] {
        let parts = self.columns.filter {
            $0.field.name == name || $0.field.label.zh == name || $0.field.label.en.lowercased() == name.lowercased()
        }
        return parts.isEmpty ? self.byLabel[Self.key(name)] ?? [] : parts
    }

    /// Case does not count, nor does the width of brackets.
    private static func key(_ label: String) -> String { label.halfWidth.lowercased() }
}

extension Table.Column {
    /// What the column is called; of a name in two languages each part answers to the label in its own.
    fileprivate var labels: [String] {
        let label = self.label
        guard case .localized = self.field.kind else { return [label.zh, label.en] }
        return [label.zh, label.en, self.part == "zh" ? self.field.label.zh : self.field.label.en]
    }
}
