import Model

/// Makes rows of CSV records, with the header's names as keys.
enum CSVRows {
    static func read(_ bytes: [UInt8]) throws(CommandError) -> (rows: [SourceRow], issues: [RowIssue]) {
        var reader = CSVReader(bytes)
        guard let header = try reader.next() else {
            throw CommandError(.badInput, "The file is empty: a line with the names of the columns is needed.")
        }
        let names = header.fields.map(Self.trimmed)
        if let twice = Dictionary(grouping: names.filter { !$0.isEmpty }, by: { $0 }).first(where: { $1.count > 1 })?
            .key
        {
            throw CommandError(.badInput, "Line \(header.line): the column \(twice) is there twice.")
        }
        var rows: [SourceRow] = []
        var issues: [RowIssue] = []
        while let record = try reader.next() {
            guard record.fields.count == names.count else {
                let message = "\(record.fields.count) fields where the header has \(names.count)"
                issues.append(RowIssue(line: record.line, field: "", rule: "columns", message: message))
                continue
            }
            var object = JSONObject(minimumCapacity: names.count)
            for (name, field) in zip(names, record.fields) where !name.isEmpty {
                let text = Self.trimmed(field)
                // An empty cell says nothing about its field.
                if !text.isEmpty { object[name] = .string(text) }
            }
            if !object.isEmpty { rows.append(SourceRow(line: record.line, values: .object(object))) }
        }
        return (rows, issues)
    }

    private static func trimmed(_ text: String) -> String {
        let blank: (Character) -> Bool = { $0.isWhitespace }
        var rest = text.drop(while: blank)
        while let last = rest.last, blank(last) { rest.removeLast() }
        return String(rest)
    }
}
