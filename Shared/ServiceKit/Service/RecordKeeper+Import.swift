import Database
public import Model
import Tabular

extension RecordKeeper {
    /// How many rows are one transaction: enough to be fast, few enough not to keep others waiting.
    static let importPortion = 500

    /// Takes in many rows: the good ones are kept, the bad ones are reported by line, none is lost in silence.
    ///
    /// Rows are compared with the records that are already kept and with each other, so an import can be repeated.
    ///
    /// - Parameters:
    ///   - rows: any number; they are worked off in portions, each of which is one transaction.
    ///   - dryRun: finds out everything and changes nothing: all of it is done in one transaction that is rolled back,
    ///     so that every rule and every table has its say and rows see those before them.
    /// - Throws: ``ImportInterruption`` when the database fails after some portions were kept; any other error means
    ///   that nothing was.
    public func importRows(
        _ rows: [ImportRow], into resource: Resource, as actor: Actor, dryRun: Bool,
    ) async throws -> ImportReport {
        let portions = stride(from: 0, to: rows.count, by: Self.importPortion).map {
            rows[$0..<min($0 + Self.importPortion, rows.count)]
        }
        let store = self.stores[resource]
        if dryRun { return try await self.rehearse(portions, store, as: actor) }
        var report = ImportReport()
        for portion in portions {
            do {
                let outcome = try await self.transact { connection in
                    try await Self.waitForOthers(resource, on: connection)
                    var work = ImportPortion(store, self.context(on: connection, for: actor), as: actor)
                    return try await work.take(portion)
                }
                report.add(outcome)
                if outcome.created + outcome.updated > 0 { self.ringDoorbell() }
            } catch {
                guard portion.startIndex > 0, let first = portion.first else { throw error }
                throw ImportInterruption(report: report, line: first.place.line, reason: error)
            }
        }
        return report
    }

    /// One portion of a type at a time: the same file sent twice at once must find what it has just brought itself.
    private static func waitForOthers(_ resource: Resource, on connection: Connection) async throws {
        try await connection.execute(
            "SELECT pg_advisory_xact_lock(1501193577, hashtext(\("\(resource.service).\(resource.name)")))")
    }

    private func rehearse(
        _ portions: [ArraySlice<ImportRow>], _ store: ResourceStore, as actor: Actor,
    ) async throws -> ImportReport {
        try await self.rehearse { connection in
            try await Self.waitForOthers(store.resource, on: connection)
            var report = ImportReport()
            var codes = RehearsalCodes(prefix: store.resource.codePrefix)
            for portion in portions {
                var work = ImportPortion(store, self.context(on: connection, for: actor), as: actor, codes: codes)
                report.add(try await work.take(portion))
                codes = work.codes ?? codes
            }
            return report
        }
    }
}

/// Codes for records that will not be kept, so that a dry run uses up none of the numbers: sequences do not roll back.
struct RehearsalCodes: Sendable {
    let prefix: String
    private var used: Set<String> = []

    init(prefix: String) {
        self.prefix = prefix
    }

    /// A code that says on which line the record stands.
    mutating func code(forLine line: Int) -> String {
        var code = "\(self.prefix)-#\(line)"
        while !self.used.insert(code).inserted { code += "+" }
        return code
    }
}
