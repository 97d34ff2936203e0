/// A table that turns into cards on a narrow screen.
///
/// The roles are repeated because a table whose `display` changes loses its meaning for assistive technology.
struct DataTable {
    struct Column {
        let label: String
        /// The head, when it is more than the label.
        let head: HTML?
        let isNumber: Bool
        let sort: String?

        init(_ label: String, head: HTML? = nil, isNumber: Bool = false, sort: String? = nil) {
            self.label = label
            self.head = head
            self.isNumber = isNumber
            self.sort = sort
        }
    }

    let caption: String
    let columns: [Column]
    let rows: [[HTML]]
    /// Whether the first column names the row.
    var hasRowHeads = false

    var html: HTML {
        Tag.div(.class("table-box")) {
            Tag.table(.class("data"), .role("table")) {
                Tag.caption(.class("unseen")) { self.caption }
                Tag.thead(.role("rowgroup")) {
                    Tag.tr(.role("row")) {
                        for column in self.columns { self.head(column) }
                    }
                }
                Tag.tbody(.role("rowgroup")) {
                    for row in self.rows {
                        Tag.tr(.role("row")) {
                            for (index, cell) in row.enumerated() { self.cell(cell, index) }
                        }
                    }
                }
            }
        }
    }

    private func head(_ column: Column) -> HTML {
        Tag.th(
            .attribute("scope", "col"), .role("columnheader"), column.isNumber ? .class("number") : nil,
            column.sort.map { .attribute("aria-sort", $0) },
        ) {
            column.head ?? .text(column.label)
        }
    }

    private func cell(_ cell: HTML, _ index: Int) -> HTML {
        let column = self.columns[index]
        let isHead = self.hasRowHeads && index == 0
        let names = [column.isNumber ? "number" : nil, cell.isEmpty ? "blank" : nil].compactMap(\.self)
        return (isHead ? Tag.th : Tag.td)(
            isHead ? .attribute("scope", "row") : nil, .role(isHead ? "rowheader" : "cell"),
            names.isEmpty ? nil : .class(names.joined(separator: " ")), .attribute("data-label", column.label),
        ) {
            cell
        }
    }
}
