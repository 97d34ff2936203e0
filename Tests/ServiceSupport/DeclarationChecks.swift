public import Database
import LibPQ
public import Model

/// Holds a record type's declaration against the tables that were written for it by hand.
public struct DeclarationChecks: Sendable {
    let resource: Resource
    let pool: Pool

    /// Prepares the checks of one record type in a database with the service's tables.
    public init(_ resource: Resource, on pool: Pool) {
        self.resource = resource
        self.pool = pool
    }

    /// Everything in which table and declaration differ; empty when they agree.
    public func problems() async throws -> [String] {
        let table = try await self.table(self.resource.table)
        guard !table.columns.isEmpty else {
            return ["the table \(self.resource.service).\(self.resource.table) is missing"]
        }
        var problems = self.systemProblems(table)
        let stored = self.resource.fields.filter { !$0.isDerived }
        var known = Set(Self.systemColumns.map(\.name))
        for field in stored where field.items == nil {
            problems += Self.problems(field, table, named: self.resource.table)
            known.formUnion(Self.columns(of: field).map(\.name))
        }
        problems += Self.surplus(table, known: known)
        problems += self.stateProblems(table)
        for field in stored {
            if let items = field.items { problems += try await self.itemProblems(field, items) }
        }
        problems += try await self.sequenceProblems()
        problems += try await self.explanationProblems(table)
        return problems.map { "\(self.resource.service).\(self.resource.name): \($0)" }
    }

    /// Which of the fields that a rule leaves to steps are none of the record's, or are set by no step.
    public func problems(ofFieldsSetBySteps names: [String]) -> [String] {
        names.filter { name in
            self.resource.field(name) == nil
                || !self.resource.lifecycle.transitions.contains { $0.accepts.contains(name) }
        }.map { "\(self.resource.service).\(self.resource.name): no step sets \($0)" }
    }

    // MARK: The table of the records

    private static let systemColumns: [(name: String, type: String)] = [
        ("id", "uuid"), ("code", "text"), ("unit", "text"), ("state", "text"), ("version", "int8"),
        ("created_at", "timestamptz"), ("created_by", "text"), ("updated_at", "timestamptz"), ("updated_by", "text"),
        ("search", "text"), ("document", "json"),
    ]

    private func systemProblems(_ table: TableShape) -> [String] {
        var problems: [String] = []
        for (name, type) in Self.systemColumns {
            guard let column = table.columns[name] else {
                problems.append("the column \(name) is missing")
                continue
            }
            if column.type != type { problems.append("the column \(name) is \(column.type), not \(type)") }
            if column.isNullable { problems.append("the column \(name) may be NULL") }
        }
        if !table.constraints.contains(where: { $0.kind == "p" && $0.columns == ["id"] }) {
            problems.append("id is not the primary key")
        }
        if !table.isUnique(["code"]) { problems.append("code is not unique") }
        if !table.constraints.contains(where: {
            $0.kind == "f" && $0.columns == ["unit"] && $0.target == "identity.units"
        }) {
            problems.append("unit does not refer to identity.units")
        }
        return problems
    }

    /// The table has to allow the declared states and no others.
    private func stateProblems(_ table: TableShape) -> [String] {
        let checks = table.constraints.filter { $0.kind == "c" && $0.columns == ["state"] }
        guard let check = checks.first else { return ["the column state has no CHECK"] }
        let allowed = Set(check.literals)
        let declared = Set(self.resource.lifecycle.states.map(\.name))
        return allowed.symmetricDifference(declared).sorted().map {
            "the state \($0) is in only one of CHECK and lifecycle"
        }
    }

    private func sequenceProblems() async throws -> [String] {
        let name = "\(self.resource.service).\(self.resource.table)_code"
        let rows = try await self.pool.query("SELECT to_regclass(\(name))::text")
        return rows.first?.isNull(0) == false ? [] : ["the sequence \(name) is missing"]
    }

    // MARK: The tables of entries

    private func itemProblems(_ field: FieldSpec, _ items: [FieldSpec]) async throws -> [String] {
        let name = "\(self.resource.table)_\(field.column)"
        let table = try await self.table(name)
        guard !table.columns.isEmpty else { return ["the table \(name) is missing"] }
        var problems: [String] = []
        for (column, type) in [("parent_id", "uuid"), ("ordinal", "int4")] where table.columns[column]?.type != type {
            problems.append("\(column) is not \(type)")
        }
        if !table.constraints.contains(where: { $0.kind == "p" && $0.columns == ["parent_id", "ordinal"] }) {
            problems.append("the primary key is not (parent_id, ordinal)")
        }
        let parent = "\(self.resource.service).\(self.resource.table)"
        if !table.constraints.contains(where: {
            $0.kind == "f" && $0.columns == ["parent_id"] && $0.target == parent && $0.cascades
        }) {
            problems.append("parent_id does not refer to \(parent) with ON DELETE CASCADE")
        }
        var known: Set = ["parent_id", "ordinal"]
        for item in items {
            problems += Self.problems(item, table, named: name)
            known.formUnion(Self.columns(of: item).map(\.name))
        }
        problems += Self.surplus(table, known: known)
        return problems.map { "\(name): \($0)" }
    }

    // MARK: One field

    private static func problems(_ field: FieldSpec, _ table: TableShape, named name: String) -> [String] {
        var problems: [String] = []
        for column in Self.columns(of: field) {
            guard let actual = table.columns[column.name] else {
                problems.append("the column \(column.name) is missing")
                continue
            }
            if actual.type != column.type {
                problems.append("the column \(column.name) is \(actual.type), not \(column.type)")
            }
            if case .decimal(let scale, _) = field.kind, actual.scale != scale {
                problems.append("the column \(column.name) does not keep \(scale) places")
            }
        }
        problems += Self.requiredProblems(field, table)
        problems += Self.constraintProblems(field, table, named: name)
        return problems
    }

    /// A required field is NOT NULL; where it has two columns, a CHECK looks at both of them.
    private static func requiredProblems(_ field: FieldSpec, _ table: TableShape) -> [String] {
        guard field.isRequired else { return [] }
        let columns = Self.columns(of: field).map(\.name)
        if columns.allSatisfy({ table.columns[$0]?.isNullable == false }) { return [] }
        if columns.count == 2, table.checks(on: Set(columns)) { return [] }
        if case .period = field.kind, columns.contains(where: { table.columns[$0]?.isNullable == false }) { return [] }
        return ["the required field \(field.name) may be NULL"]
    }

    private static func constraintProblems(_ field: FieldSpec, _ table: TableShape, named name: String) -> [String] {
        let columns = Self.columns(of: field).map(\.name)
        switch field.kind {
        case .reference(let reference):
            let target = "\(reference.service).\(reference.table)"
            let local = table.constraints.filter { $0.kind == "f" && $0.columns.contains(field.column) }
            // What another service owns cannot be referred to: it has its own schema and perhaps its own database.
            guard reference.service == table.schema else {
                return local.isEmpty ? [] : ["\(field.column) refers into another service's schema"]
            }
            guard let constraint = local.first(where: { $0.target == target }) else {
                return ["\(field.column) does not refer to \(target)"]
            }
            let expected = "\(name)_\(field.column)_fkey"
            return constraint.name == expected ? [] : ["the constraint \(constraint.name) should be \(expected)"]
        case .period:
            return table.checks(on: Set(columns)) ? [] : ["no CHECK holds \(columns[0]) before \(columns[1])"]
        case .code(let list):
            // A CHECK on a code's column that lists codes has to list all of them, and no others.
            let checks = table.constraints.filter { $0.kind == "c" && $0.columns == [field.column] && $0.isList }
            return checks.flatMap { check in
                Set(check.literals).symmetricDifference(list.entries.map(\.code)).sorted().map {
                    "\(field.column): the code \($0) is in only one of CHECK and code list"
                }
            }
        default:
            return []
        }
    }

    private static func surplus(_ table: TableShape, known: Set<String>) -> [String] {
        table.columns.keys.filter { !known.contains($0) }.sorted().map { "the column \($0) is not declared" }
    }

    static func columns(of field: FieldSpec) -> [(name: String, type: String)] {
        let name = field.column
        switch field.kind {
        case .text, .code: return [(name, "text")]
        case .codes: return [(name, "_text")]
        case .localized: return [("\(name)_zh", "text"), ("\(name)_en", "text")]
        case .integer: return [(name, "int8")]
        case .decimal: return [(name, "numeric")]
        case .boolean: return [(name, "bool")]
        case .date: return [(name, "date")]
        case .period: return [("\(name)_from", "date"), ("\(name)_to", "date")]
        case .money: return [("\(name)_minor", "int8"), ("\(name)_currency", "text")]
        case .reference: return [(name, "uuid")]
        case .items: return []
        }
    }

    // MARK: The catalogue

    func table(_ name: String) async throws -> TableShape {
        try await TableShape.read(schema: self.resource.service, table: name, on: self.pool)
    }
}
