import LibPQ

/// The rows of a statement, held as the server sent them; values are decoded when asked for.
public struct Rows: RandomAccessCollection, Sendable {
    let result: PGResult

    init(_ result: PGResult) {
        self.result = result
    }

    /// The names of the columns, in order.
    public var columns: [String] {
        (0..<self.result.columnCount).map { self.result.name(ofColumn: $0) }
    }

    /// How many rows the statement inserted, updated, deleted or returned.
    public var affected: Int { self.result.affected }

    /// What the server says it did, such as `UPDATE 3`.
    public var commandTag: String { self.result.commandTag }

    /// Zero.
    public var startIndex: Int { 0 }

    /// The number of rows.
    public var endIndex: Int { self.result.rowCount }

    /// The row with this number, from 0.
    public subscript(position: Int) -> Row {
        precondition(position >= 0 && position < self.result.rowCount, "no such row")
        return Row(result: self.result, index: position)
    }
}
