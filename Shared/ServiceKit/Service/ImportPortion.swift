import Database
import Model
import Tabular

/// Some rows of an import, taken in within one transaction.
struct ImportPortion {
    /// A row that is a well-formed record.
    struct Candidate {
        let place: RowPlace
        let change: Change
        /// What the row says about fields that only the program sets: an export has them too.
        let given: JSONObject
        /// The fields that the row names, of those that the program fills in where they are missing.
        let named: Set<String>
        var match = ImportMatch()
        /// Whether the row names the record by its id.
        var isNamedByID = false
        /// Whether a record says all that the row does.
        var isKnownByContent = false

        var record: Record { self.change.after }
    }

    let store: ResourceStore
    let context: RuleContext
    let actor: Actor
    /// Codes for new records that will not be kept; nil when they will.
    private(set) var codes: RehearsalCodes?
    var report = ImportReport()
    /// The records that rows of this portion have changed since they were matched.
    var touched: Set<RecordID> = []

    /// The rows that are well-formed records, in the order of the file.
    var candidates: [Candidate] = []
    /// The record that each candidate has become.
    private var targets: [Int: RecordID] = [:]

    init(_ store: ResourceStore, _ context: RuleContext, as actor: Actor, codes: RehearsalCodes? = nil) {
        self.store = store
        self.context = context
        self.actor = actor
        self.codes = codes
    }

    var rule: any ResourceRule { self.store.collection.rule }

    mutating func take(_ rows: ArraySlice<ImportRow>) async throws -> ImportReport {
        let references = try await NamedReferences(
            in: rows.lazy.map(\.input), of: self.store.resource, stores: self.context.stores,
            units: self.actor.access.readableUnits, on: self.context.connection)
        for row in rows { try self.accept(row, references) }
        try await self.match()
        var fresh: [Int] = []
        var repeats: [Int] = []
        for index in self.candidates.indices {
            if let existing = self.candidates[index].match.existing, self.candidates[index].isKnownByContent {
                self.recognize(self.candidates[index], as: existing)
            } else if let existing = self.candidates[index].match.existing {
                self.targets[index] = try await self.merge(self.candidates[index], into: existing)
            } else if self.candidates[index].match.earlier != nil {
                repeats.append(index)
            } else {
                fresh.append(index)
            }
        }
        try await self.insert(fresh)
        for index in repeats { try await self.repeated(index) }
        self.report.sort()
        return self.report
    }

    // MARK: Reading

    private mutating func accept(_ row: ImportRow, _ references: NamedReferences) throws {
        var (input, unknown) = references.resolved(row.input)
        var given = JSONObject()
        if var object = input.objectValue {
            for field in self.store.resource.allFields where field.isReadOnly {
                given[field.name] = object[field.name]
                object[field.name] = nil
            }
            input = .object(object)
        }
        do {
            let named = [SystemFields.code.name, SystemFields.unit.name].filter { input[$0]?.isNull == false }
            let change = try self.context.keeper.newChange(self.store.resource, input, as: self.actor)
            self.candidates.append(Candidate(place: row.place, change: change, given: given, named: Set(named)))
        } catch let error as ValidationError {
            self.report.reject(row.place, error.naming(unknown).issues)
        } catch Refusal.forbidden(let role, let unit) {
            self.report.reject(row.place, [Issue("/unit", .business, .lacksRole(role, unit))])
        }
    }

    // MARK: Matching

    private mutating func match() async throws {
        guard !self.candidates.isEmpty else { return }
        let matches = try await self.rule.matches(for: self.candidates.map(\.record), in: self.context)
        for (index, match) in matches.enumerated() { self.candidates[index].match = match }
        try await self.matchByID()
        try await self.matchByCode()
        if self.rule.knowsByContent { try await self.matchByContent() }
    }

    /// An export names every record by its id, and nothing is more certain; ids of another installation are not known
    /// here and mean nothing.
    private mutating func matchByID() async throws {
        let given = self.candidates.map { $0.given["id"]?.stringValue.flatMap { RecordID($0) } }
        let ids = Set(given.compactMap { $0?.description })
        guard !ids.isEmpty else { return }
        let kept = try await self.store.records(
            where: "t.id = ANY(\(Array(ids))::uuid[])", limit: ids.count, on: self.context.connection)
        let byID = Dictionary(kept.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        for (index, id) in given.enumerated() {
            guard let id, let existing = byID[id] else { continue }
            self.candidates[index].match = ImportMatch(existing: existing)
            self.candidates[index].isNamedByID = true
        }
    }

    /// Whatever else a rule knows records by, the same code is the same record.
    private mutating func matchByCode() async throws {
        let codes = self.candidates.compactMap(\.record.code)
        guard !codes.isEmpty else { return }
        let kept = try await self.store.records(
            where: "t.code = ANY(\(codes))", limit: codes.count, on: self.context.connection)
        let byCode = Dictionary(kept.map { ($0.code ?? "", $0) }, uniquingKeysWith: { first, _ in first })
        var first: [String: Int] = [:]
        for (index, candidate) in self.candidates.enumerated() {
            guard let code = candidate.record.code, candidate.match.existing == nil, candidate.match.earlier == nil
            else { continue }
            // Where a code says who is meant, a likeness to others is no doubt.
            if let existing = byCode[code] {
                self.candidates[index].match = ImportMatch(existing: existing)
            } else if let earlier = first[code] {
                self.candidates[index].match.earlier = earlier
                self.candidates[index].match.suspicions = []
            } else {
                first[code] = index
            }
        }
    }

    /// A row that means the same new record as an earlier one.
    private mutating func repeated(_ index: Int) async throws {
        let candidate = self.candidates[index]
        if let id = candidate.match.earlier.flatMap({ self.targets[$0] }),
            let existing = try await self.store.record(id: id, on: self.context.connection)
        {
            self.targets[index] = try await self.merge(candidate, into: existing)
        } else {
            // The earlier row was not taken, so this one stands for itself.
            try await self.insert([index])
        }
    }

    // MARK: New records

    /// All new records in one round trip; when the table refuses one of them, each by itself so that only the bad ones
    /// are left out.
    private mutating func insert(_ indices: [Int]) async throws {
        var checked: [(index: Int, change: Change)] = []
        for index in indices {
            let candidate = self.candidates[index]
            do {
                var change = candidate.change
                try self.rule.check(&change)
                if self.rule.usesDatabase(for: change) {
                    try await self.rule.check(&change, in: self.context)
                }
                if change.after.code == nil, let code = self.codes?.code(forLine: candidate.place.line) {
                    change.after[SystemFields.code] = code
                }
                checked.append((index, change))
            } catch let error as ValidationError {
                self.report.reject(candidate.place, error.issues)
            }
        }
        guard !checked.isEmpty else { return }
        do {
            try await self.write(checked.map(\.change))
            for (index, change) in checked { self.created(index, change) }
        } catch is ValidationError {
            for (index, change) in checked {
                do {
                    try await self.write([change])
                    self.created(index, change)
                } catch let error as ValidationError {
                    self.report.reject(self.candidates[index].place, error.issues)
                }
            }
        }
    }

    private func write(_ changes: [Change]) async throws {
        try await self.context.connection.transaction { connection in
            _ = try await self.store.write(changes, on: connection)
            for change in changes where self.rule.usesDatabase(for: change) {
                try await self.rule.applied(change, in: self.context)
            }
        }
    }

    private mutating func created(_ index: Int, _ change: Change) {
        let candidate = self.candidates[index]
        self.targets[index] = change.id
        self.report.created += 1
        self.report.doubt(candidate.place, self.doubts(about: candidate, as: change.after))
    }
}
