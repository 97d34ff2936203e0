import Database
import Model

extension DeclarationChecks {
    /// CHECKs that a request may run into and for which nobody has words, and words for which there is no CHECK.
    func explanationProblems(_ table: TableShape) async throws -> [String] {
        let stored = self.resource.fields.filter { !$0.isDerived }
        var problems: [String] = []
        var names = Set(table.constraints.map(\.name))
        problems += try await self.unexplained(table, fields: stored.filter { $0.items == nil })
        for list in stored {
            guard let items = list.items else { continue }
            let table = try await self.table("\(self.resource.table)_\(list.column)")
            names.formUnion(table.constraints.map(\.name))
            problems += try await self.unexplained(table, fields: items)
        }
        return problems
            + self.resource.explainedChecks.subtracting(names).sorted().map { "there is no CHECK \($0) to explain" }
    }

    private func unexplained(_ table: TableShape, fields: [FieldSpec]) async throws -> [String] {
        let explained = self.resource.explainedChecks
        var problems: [String] = []
        for check in table.constraints where check.kind == "c" && !explained.contains(check.name) {
            // Only the program writes these.
            let written = check.columns.filter { !["state", "version", "ordinal"].contains($0) }
            let concerned = fields.filter { field in
                Self.columns(of: field).contains { written.contains($0.name) }
            }
            if concerned.allSatisfy(\.isReadOnly), Set(written).isSubset(of: columns(of: concerned)),
                !check.columns.contains("state") || written.isEmpty
            {
                continue
            }
            if concerned.count == 1, Set(check.columns).isSubset(of: columns(of: concerned)),
                try await self.isImplied(check, by: concerned[0])
            {
                continue
            }
            problems.append("nobody has words for the CHECK \(check.name)")
        }
        return problems
    }

    private func columns(of fields: [FieldSpec]) -> Set<String> {
        Set(fields.flatMap { Self.columns(of: $0).map(\.name) })
    }

    /// Whether whatever the declaration lets through satisfies a CHECK that looks at nothing but one field.
    private func isImplied(_ check: TableShape.Constraint, by field: FieldSpec) async throws -> Bool {
        switch field.kind {
        // A closed list, both languages, both ends, amount and currency: validation looks at the same.
        case .code, .codes, .localized, .period, .money: return true
        case .text(_, .sha256), .text(_, .email): return true
        case .integer(let range):
            return try await self.holds(check, field, ["\(range.lowerBound)", "\(range.upperBound)"])
        case .decimal(let scale, let range):
            let ends = [range.lowerBound, range.upperBound].map { FixedDecimal(scaled: $0, scale: scale).description }
            return try await self.holds(check, field, ends)
        default: return false
        }
    }

    private func holds(_ check: TableShape.Constraint, _ field: FieldSpec, _ ends: [String]) async throws -> Bool {
        let sql: SQL = """
            SELECT bool_and(\(raw: check.expression)) FROM unnest(\(ends)::numeric[]) AS t(\(raw: field.column))
            """
        return try await self.pool.query(sql).first?.decode(0, as: Bool.self) ?? false
    }
}
