import Model

/// Makes rows of CSV records.
enum CSVRows {
    /// Reads rows as texts under the names of the header, whatever these are.
    static func read(_ bytes: [UInt8], into rows: inout RowCollector) throws(TableError) {
        var reader = CSVReader(bytes)
        let names = try Self.header(&reader)
        try Self.records(&reader, names: names, into: &rows) { record throws(TableError) in
            var object = JSONObject(minimumCapacity: names.count)
            for (name, cell) in zip(names, record.cells) where !name.isEmpty && !cell.isEmpty {
                object[name] = .string(cell)
            }
            return .success(object)
        }
    }

    /// Reads rows as records of a table: every column is one of the table's, every cell has its field's type.
    static func read(_ bytes: [UInt8], as table: Table, into rows: inout RowCollector) throws(TableError) {
        var reader = CSVReader(bytes)
        let names = try Self.header(&reader)
        let columns = try table.columns(named: names)
        try Self.records(&reader, names: names, into: &rows) { record throws(TableError) in
            table.object(of: record.cells, in: columns)
        }
    }

    private static func header(_ reader: inout CSVReader) throws(TableError) -> [String] {
        guard let header = reader.next() else { throw TableError(.header, .noHeader) }
        if let fault = header.fault { throw TableError(.header, fault) }
        let names = header.cells.map(\.trimmed)
        var seen: Set<String> = []
        let twice = names.filter { !$0.isEmpty && !seen.insert($0).inserted }
        guard twice.isEmpty else {
            throw TableError(.header, twice.map { Issue("/\($0)", .duplicate, .columnTwice($0)) })
        }
        return names
    }

    private static func records(
        _ reader: inout CSVReader, names: [String], into rows: inout RowCollector,
        _ object: (_ record: CSVReader.Record) throws(TableError) -> Result<JSONObject, Issue>,
    ) throws(TableError) {
        while var record = reader.next() {
            if let fault = record.fault {
                try rows.report(line: record.line, Issue("", .format, fault))
                continue
            }
            record = CSVReader.Record(line: record.line, cells: record.cells.map(\.trimmed))
            // Spreadsheet programs leave empty cells and whole empty rows behind.
            if record.cells.allSatisfy(\.isEmpty) { continue }
            if let issue = Self.misfit(record.cells, names: names) {
                try rows.report(line: record.line, issue)
                continue
            }
            switch try object(record) {
            case .success(let object): if !object.isEmpty { try rows.add(line: record.line, .object(object)) }
            case .failure(let issue): try rows.report(line: record.line, issue)
            }
        }
    }

    /// Whether a cell has no column, or a column no cell: then nobody knows which cell is which.
    private static func misfit(_ cells: [String], names: [String]) -> Issue? {
        let surplus = cells.dropFirst(names.count).contains { !$0.isEmpty }
        guard cells.count >= names.count, !surplus else {
            return Issue("", .columns, .cellCount(cells.count, columns: names.count))
        }
        if let index = names.indices.first(where: { names[$0].isEmpty && !cells[$0].isEmpty }) {
            return Issue("", .columns, .unnamedColumn(index + 1))
        }
        return nil
    }
}

extension Issue.Rule {
    /// The row's cells are not those of the columns.
    static let columns = Issue.Rule(rawValue: "columns")
}

extension Label {
    fileprivate static let noHeader = Label(
        zh: "文件是空的：第一行应为列名", en: "The file is empty: its first line has to name the columns")
    fileprivate static func columnTwice(_ name: String) -> Label {
        Label(zh: "列“\(name)”出现了两次", en: "The column “\(name)” is there twice")
    }
    fileprivate static func cellCount(_ count: Int, columns: Int) -> Label {
        Label(zh: "本行有 \(count) 格，而表头有 \(columns) 列", en: "\(count) cells where the header has \(columns)")
    }
    fileprivate static func unnamedColumn(_ number: Int) -> Label {
        Label(zh: "第 \(number) 列没有列名，却有内容", en: "There is something in column \(number), which has no name")
    }
}
