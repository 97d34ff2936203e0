/// The text form of the tables in this folder: one row a line, cells separated by `|`.
///
/// Rows this plain are easier to compare with their source than initialisers, and compile in no time.
enum CodeTable {
    /// The rows with exactly `columns` cells.
    ///
    /// Another number is a programming error that every test would meet.
    static func rows(_ text: String, columns: Int) -> [[String]] {
        text.split(separator: "\n").map { line in
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            precondition(cells.count == columns, "a code table row has the wrong number of cells")
            return cells
        }
    }

    /// A list whose rows are `code|zh|en`.
    static func list(
        _ name: String, _ label: Label, order: CodeList.Order = .meaningful, _ text: String,
    ) -> CodeList {
        let entries = self.rows(text, columns: 3).map { Code($0[0], zh: $0[1], en: $0[2]) }
        return CodeList(name: name, label: label, entries: entries, order: order)
    }
}
