import Model

extension Table {
    /// The columns under the names of a header; nil where a name is empty.
    ///
    /// - Throws: ``TableError`` that names every column that the table has not.
    func columns(named names: [String]) throws(TableError) -> [Column?] {
        let known = Dictionary(self.columns.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        let unknown = names.filter { !$0.isEmpty && known[$0] == nil }
        guard unknown.isEmpty else {
            throw TableError(.header, unknown.prefix(50).map { Issue("/\($0)", .unknownField, self.unknown($0)) })
        }
        return names.map { known[$0] }
    }

    private func unknown(_ name: String) -> Label {
        let parts = self.columns.filter { $0.field.name == name }.map(\.name)
        // Who has not the columns at hand may have written the label, or another case.
        let alike = self.columns.first {
            $0.name.lowercased() == name.lowercased() || $0.field.label.zh == name || $0.field.label.en == name
        }
        let (zh, en): (String, String) =
            if !parts.isEmpty {
                ("，应写为 \(parts.joined(separator: "、"))", "; write \(parts.joined(separator: " and "))")
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
    fileprivate static let notAList = Label(
        zh: "应为 JSON 列表，如导出文件中所写", en: "Must be a list in JSON, as an export writes it")
}
