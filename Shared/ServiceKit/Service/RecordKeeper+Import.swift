import Database
public import Model

/// A row of an import: where it stood in its file, and what it says.
public struct ImportRow: Sendable {
    /// The line in the file, for the report.
    public let line: Int
    /// The record in the API's JSON form.
    public let input: JSON

    /// Creates a row.
    public init(line: Int, input: JSON) {
        self.line = line
        self.input = input
    }
}

/// What became of the rows of an import.
public struct ImportReport: Sendable {
    /// Rows that made a new record.
    public var created = 0
    /// Rows that changed a record that was already kept.
    public var updated = 0
    /// Rows that said what was known already.
    public var unchanged = 0
    /// Rows that were taken though something about them is doubtful.
    public var suspicious: [(line: Int, issue: Issue)] = []
    /// Rows that were not taken, with every reason.
    public var rejected: [(line: Int, issue: Issue)] = []
}

extension RecordKeeper {
    /// Takes in many rows: the good ones are kept, the bad ones are reported by line, none is lost in silence.
    ///
    /// Rows are compared with the records that are already kept and with each other, so an import can be repeated.
    ///
    /// - Parameters:
    ///   - rows: at most a few hundred; the sender divides a long file.
    ///   - dryRun: finds out everything and changes nothing.
    public func importRows(
        _ rows: [ImportRow], into resource: Resource, as actor: Actor, dryRun: Bool,
    ) async throws -> ImportReport {
        var report = ImportReport()
        var accepted: [(row: ImportRow, change: Change)] = []
        for row in rows {
            do {
                accepted.append((row, try self.newChange(resource, row.input, as: actor)))
            } catch let error as ValidationError {
                report.rejected += error.issues.map { (row.line, $0) }
            } catch Refusal.forbidden(let role, let unit) {
                report.rejected.append((row.line, Issue("/unit", .business, .lacksRole(role, unit))))
            }
        }
        let store = self.stores[resource]
        let outcome = try await self.importAccepted(accepted, store, actor: actor, dryRun: dryRun)
        report.created = outcome.created
        report.updated = outcome.updated
        report.unchanged = outcome.unchanged
        report.suspicious = outcome.suspicious
        report.rejected += outcome.rejected
        report.rejected.sort { $0.line < $1.line }
        if !dryRun, outcome.created + outcome.updated > 0 { self.ringDoorbell() }
        return report
    }

    private func importAccepted(
        _ accepted: [(row: ImportRow, change: Change)], _ store: ResourceStore, actor: Actor, dryRun: Bool,
    ) async throws -> ImportReport {
        try await self.transact { connection in
            var report = ImportReport()
            let context = self.context(on: connection)
            let rule = store.collection.rule
            var matches = try await rule.matches(for: accepted.map(\.change.after), in: context)
            try await self.matchByCode(accepted.map(\.change.after), &matches, store, on: connection)
            var fresh: [(line: Int, change: Change)] = []
            var repeats: [(row: ImportRow, change: Change, first: Change)] = []
            for ((row, change), match) in zip(accepted, matches) {
                report.suspicious += match.suspicions.map { (row.line, $0) }
                if let existing = match.existing {
                    try await self.merge(
                        row, change, into: existing, store, context, actor: actor, dryRun: dryRun, &report)
                } else if let earlier = match.earlier {
                    repeats.append((row, change, accepted[earlier].change))
                } else if let checked = try await self.checked(change, line: row.line, rule, context, &report) {
                    fresh.append((row.line, checked))
                }
            }
            if dryRun {
                report.created += fresh.count
            } else {
                try await self.insert(fresh, store, context, &report)
            }
            for (row, change, first) in repeats {
                var existing = try await store.record(id: first.id, on: connection)
                if dryRun, fresh.contains(where: { $0.change.id == first.id }) { existing = first.after }
                if let existing {
                    try await self.merge(
                        row, change, into: existing, store, context, actor: actor, dryRun: dryRun, &report)
                } else if let checked = try await self.checked(change, line: row.line, rule, context, &report) {
                    // The earlier row was not taken, so this one stands for itself.
                    if dryRun {
                        report.created += 1
                    } else {
                        try await self.insert([(row.line, checked)], store, context, &report)
                    }
                }
            }
            return report
        }
    }

    /// Whatever else a rule knows records by, the same code is the same record.
    private func matchByCode(
        _ rows: [Record], _ matches: inout [ImportMatch], _ store: ResourceStore, on connection: Connection,
    ) async throws {
        let codes = rows.compactMap(\.code)
        guard !codes.isEmpty else { return }
        let kept = try await store.records(where: "t.code = ANY(\(codes))", limit: codes.count, on: connection)
        let byCode = Dictionary(kept.map { ($0.code ?? "", $0) }, uniquingKeysWith: { first, _ in first })
        var first: [String: Int] = [:]
        for (index, row) in rows.enumerated() {
            guard let code = row.code, matches[index].existing == nil, matches[index].earlier == nil else { continue }
            if let existing = byCode[code] {
                matches[index].existing = existing
            } else if let earlier = first[code] {
                matches[index].earlier = earlier
            } else {
                first[code] = index
            }
        }
    }

    private func checked(
        _ change: Change, line: Int, _ rule: any ResourceRule, _ context: RuleContext, _ report: inout ImportReport,
    ) async throws -> Change? {
        do {
            var checked = change
            try await rule.check(&checked, in: context)
            return checked
        } catch let error as ValidationError {
            report.rejected += error.issues.map { (line, $0) }
            return nil
        }
    }

    /// All new records in one round trip; when the table refuses one of them, each by itself so that only the bad
    /// ones are left out.
    private func insert(
        _ fresh: [(line: Int, change: Change)], _ store: ResourceStore, _ context: RuleContext,
        _ report: inout ImportReport,
    ) async throws {
        guard !fresh.isEmpty else { return }
        do {
            try await context.connection.transaction { connection in
                _ = try await store.write(
                    fresh.map(\.change), on: connection, traceparents: fresh.map { _ in nil })
                for (_, change) in fresh { try await store.collection.rule.applied(change, in: context) }
            }
            report.created += fresh.count
        } catch is ValidationError {
            for (line, change) in fresh {
                do {
                    try await context.connection.transaction { connection in
                        _ = try await store.write(change, on: connection)
                        try await store.collection.rule.applied(change, in: context)
                    }
                    report.created += 1
                } catch let error as ValidationError {
                    report.rejected += error.issues.map { (line, $0) }
                }
            }
        }
    }

    private func merge(
        _ row: ImportRow, _ change: Change, into existing: Record, _ store: ResourceStore, _ context: RuleContext,
        actor: Actor, dryRun: Bool, _ report: inout ImportReport,
    ) async throws {
        var patch = self.patch(change.after, for: existing, store)
        guard !patch.isEmpty else {
            report.unchanged += 1
            return
        }
        do {
            guard let id = existing.id else {
                // A dry run merges with a row that is not kept yet.
                report.updated += 1
                return
            }
            // Another row of this import may have changed the record since it was matched.
            if !dryRun, let current = try await store.record(id: id, on: context.connection) {
                patch = self.patch(change.after, for: current, store)
            }
            if !dryRun {
                try await context.connection.transaction { connection in
                    _ = try await self.update(
                        store.resource, id: id, patch: .object(patch), expecting: nil, as: actor, on: connection)
                }
            }
            report.updated += 1
        } catch let error as ValidationError {
            report.rejected += error.issues.map { (row.line, $0) }
        } catch Refusal.forbidden(let role, let unit) {
            report.rejected.append((row.line, Issue("/unit", .business, .lacksRole(role, unit))))
        }
    }
}

extension RecordKeeper {
    /// What the row does not mention stays as it is: an import adds and corrects, it does not empty fields.
    private func patch(_ row: Record, for existing: Record, _ store: ResourceStore) -> JSONObject {
        let combined = store.collection.rule.combine(row, with: existing)
        var patch = JSONObject()
        for field in store.resource.fields where !field.isReadOnly && !field.traits.contains(.immutable) {
            if let value = combined.object[field.name], value != existing.object[field.name] {
                patch[field.name] = value
            }
        }
        return patch
    }
}

extension Label {
    static func lacksRole(_ role: Role, _ unit: String) -> Label {
        Label(
            zh: "在单位“\(unit)”没有“\(role.label.zh)”权限", en: "You are not \(role.label.en) in the unit \(unit)")
    }
}
