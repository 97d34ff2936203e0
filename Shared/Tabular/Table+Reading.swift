import Model

extension Table {
    /// The columns under the names of a header; nil where a name is empty.
    ///
    /// - Throws: ``TableError`` that names every column that the table has not, or that stands there twice.
    func columns(named names: [String]) throws(TableError) -> [Column?] {
        let known = Dictionary(self.columns.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let labels = TableLabels(self)
        let found = names.map { known[$0] ?? labels.column($0) }
        let unknown = zip(names, found).filter { !$0.isEmpty && $1 == nil }.map(\.0)
        guard unknown.isEmpty else {
            throw TableError(
                .header, unknown.prefix(50).map { Issue("/\($0)", .unknownField, self.unknown($0, labels)) })
        }
        var seen: Set<String> = []
        let twice = zip(names, found).filter { !(($1?.name).map { seen.insert($0).inserted } ?? true) }
        guard twice.isEmpty else {
            throw TableError(
                .header, twice.map { Issue("/\($0)", .duplicate, .sameColumn($0, $1?.name ?? "")) })
        }
        return found
    }

    private func unknown(_ name: String, _ labels: TableLabels) -> Label {
        let meant = labels.meant(by: name).map(\.name)
        // Who has not the columns at hand may have written another case.
        let alike = self.columns.first { $0.name.lowercased() == name.lowercased() }
        let (zh, en): (String, String) =
            if meant.count > 1 {
                ("，应写为 \(meant.joined(separator: "、"))", "; write \(meant.joined(separator: " and "))")
            } else if let alike {
                ("，是否指 \(alike.name)？", "; is \(alike.name) meant?")
            } else {
                ("", "")
            }
        return Label(
            zh: "“\(self.resource.plural.zh)”没有列“\(name)”\(zh)",
            en: "\(self.resource.plural.en) have no column “\(name)”\(en)")
    }

    /// The record that the cells of a row say.
    func object(of cells: [String], in columns: [Column?]) -> Result<JSONObject, Issue> {
        var object = JSONObject(minimumCapacity: columns.count)
        for (column, cell) in zip(columns, cells) {
            // An empty cell says nothing about its field.
            guard let column, !cell.isEmpty else { continue }
            let text = CSVCell.armed(cell)
            guard let value = column.value(of: text) else {
                return .failure(Issue("/\(column.field.name)", .format, .notAList))
            }
            if let part = column.part {
                var whole = object[column.field.name]?.objectValue ?? JSONObject()
                whole[part] = value
                object[column.field.name] = .object(whole)
            } else {
                object[column.field.name] = value
            }
        }
        return .success(object)
    }
}

extension Table.Column {
    /// The value that a cell says.
    ///
    /// Nothing is judged here: what has not the field's type stays the text that it is, and validation says what is
    /// wrong with it. Only a list of groups has to be JSON.
    fileprivate func value(of text: String) -> JSON? {
        switch self.field.kind {
        case .text, .code, .localized, .reference: return .string(text)
        case .codes:
            let codes = text.halfWidth.split(separator: ";").map { String($0).trimmed }.filter { !$0.isEmpty }
            return .array(codes.map(JSON.string))
        case .integer: return Self.integer(text)
        case .money: return self.part == "minor" ? Self.integer(text) : .string(text)
        case .decimal(let scale, _):
            return FixedDecimal(text.plainNumber, scale: scale).map { .number($0.description) } ?? .string(text)
        case .boolean: return Self.boolean(text).map(JSON.bool) ?? .string(text)
        case .date, .period: return .string(Self.date(text))
        case .items: return try? JSON(parsing: text)
        }
    }

    private static func integer(_ text: String) -> JSON {
        Int64(text.plainNumber).map(JSON.integer) ?? .string(text)
    }

    /// Spreadsheet programs write TRUE and FALSE, people write yes and no.
    private static func boolean(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "yes", "是": true
        case "false", "no", "否": false
        default: nil
        }
    }

    /// A date in ISO 8601, which spreadsheet programs rewrite as `2026/2/28` when they save.
    ///
    /// Only forms that begin with the year: in `3/4/2026` nobody knows the month.
    private static func date(_ text: String) -> String {
        let parts = text.halfWidth.split { "-/.年月日".contains($0) }
        guard parts.count == 3, parts[0].utf8.count == 4, parts.allSatisfy({ $0.utf8.allSatisfy(\.isDigit) }),
            parts.dropFirst().allSatisfy({ (1...2).contains($0.utf8.count) })
        else { return text }
        return parts.map { $0.utf8.count == 1 ? "0\($0)" : String($0) }.joined(separator: "-")
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}

extension Label {
    fileprivate static func sameColumn(_ name: String, _ column: String) -> Label {
        Label(
            zh: "列“\(name)”与另一列相同，都是 \(column)", en: "The column “\(name)” is there twice: it means \(column)")
    }
    fileprivate static let notAList = Label(
        zh: "应为 JSON 列表，如导出文件中所写", en: "Must be a list in JSON, as an export writes it")
}
