import Database
import LibPQ
import Model

extension ResourceStore {
    /// What a refusal by the table means for the person who sent the value; nil when it is not about values.
    ///
    /// Constraints are named `<table>_<column>_<kind>` throughout, so the field follows from the name.
    ///
    /// - Parameter changes: what was written. Of several it is not known which one was refused; whoever sends several
    ///   writes each by itself then.
    func explain(_ error: DatabaseError, of changes: [Change]) -> ValidationError? {
        guard let state = error.sqlState else { return nil }
        let pointer = self.pointer(constraint: error.constraint, column: error.column, table: error.table)
        switch state {
        case .uniqueViolation, .exclusionViolation:
            return ValidationError(pointer, .duplicate, .taken)
        case .foreignKeyViolation:
            // A delete is refused under the name of somebody else's constraint.
            if let table = error.table, !table.hasPrefix(self.resource.table) {
                return ValidationError("", .reference, .inUse)
            }
            // A unit is not chosen from a list of records: whoever has mistyped its code should see it.
            if pointer == "/\(SystemFields.unit.name)", changes.count == 1, let unit = changes[0].after.unit {
                return ValidationError(pointer, .reference, .noUnit(unit))
            }
            return ValidationError(pointer, .reference, .noSuchRecord)
        case .checkViolation, .notNullViolation:
            let words = error.constraint.flatMap(self.resource.words(forCheck:))
            return ValidationError(pointer, .business, words ?? .contradictory)
        case .invalidTextRepresentation, .numericValueOutOfRange, .characterNotInRepertoire:
            return ValidationError(pointer, .format, .unstorable)
        default:
            return nil
        }
    }

    private func pointer(constraint: String?, column: String?, table: String?) -> String {
        if let column, let field = self.field(forColumn: column) { return "/\(field)" }
        guard var name = constraint else { return "" }
        let prefix = "\(table ?? self.resource.table)_"
        if name.hasPrefix(prefix) { name.removeFirst(prefix.utf8.count) }
        for suffix in ["_fkey", "_key", "_check", "_not_null"] where name.hasSuffix(suffix) {
            name.removeLast(suffix.utf8.count)
        }
        var path = ""
        if let table, table.hasPrefix(self.resource.table + "_") {
            let list = String(table.dropFirst(self.resource.table.utf8.count + 1))
            if let field = self.resource.fields.first(where: { $0.column == list }) {
                path = "/\(field.name)"
                let item = field.items?.first { item in item.column == name }
                return item.map { "\(path)/\($0.name)" } ?? path
            }
        }
        return self.field(forColumn: name).map { "\(path)/\($0)" } ?? path
    }

    private func field(forColumn column: String) -> String? {
        self.resource.allFields.first { field in
            field.column == column || field.layout.columns.contains { $0.name == column }
        }?.name
    }
}

extension Label {
    static let taken = Label(zh: "已有记录使用这个值", en: "Another record already has this value")
    static let inUse = Label(zh: "仍有其他记录引用它，不能删除", en: "Other records still refer to it, so it cannot be deleted")
    static let noSuchRecord = Label(zh: "所引用的记录不存在", en: "The record referred to does not exist")
    static func noUnit(_ code: String) -> Label {
        Label(zh: "没有代码为“\(code)”的单位", en: "There is no unit with the code “\(code)”")
    }
    static let contradictory = Label(
        zh: "该值与记录的其他内容矛盾", en: "The value contradicts something else in the record")
    static let unstorable = Label(zh: "该值无法保存", en: "The value cannot be stored")
}
