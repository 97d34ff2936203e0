import Database
import EventBus
import LibPQ
import Model

/// Lets new records of one type that arrive at the same time share a statement, a transaction and its way to the disk.
///
/// Only for records that the rule does not hold against what is kept; what is doubtful about them is looked for on the same
/// trip, and told. Nobody waits for company: see ``SharedTrips``. When a table refuses one of the records, each is written by
/// itself, so that every sender hears about their own only.
struct SharedCreations: Sendable {
    private struct Creation: Sendable, Hashable {
        let change: Change
        let keeper: RecordKeeper
        let actor: Actor
        let doubts: Doubts
        /// The sender's; whoever leads the trip may belong to another one.
        let trace: TraceContext?

        static func == (left: Creation, right: Creation) -> Bool { left.change.id == right.change.id }

        func hash(into hasher: inout Hasher) { hasher.combine(self.change.id) }
    }

    private typealias Trips = SharedTrips<Creation, Result<StoredJSON, any Error>>

    private let trips: [String: Trips]

    init(_ stores: StoreDirectory, pool: Pool) {
        self.trips = Dictionary(
            uniqueKeysWithValues: stores.all.map { store in
                // One trip at a time: the more company, the less each record costs the server (measured, 32 senders:
                // 6,900/s with one, 6,300 with two, 5,500 with four).
                let trips = Trips(limit: 1) { creations in
                    // Not cancelled with the one who happens to lead the trip: a statement that is broken off may have
                    // been committed all the same, and the others could not be told what has become of theirs.
                    try await Task { try await Self.write(creations, store, pool) }.value
                }
                return (store.resource.name, trips)
            })
    }

    /// Writes a new record; nil for one that the server did not take and did not refuse either, which does not happen.
    ///
    /// - Throws: ``DoubtfulChange``, or a refusal of the table's.
    func perform(
        _ change: Change, in store: ResourceStore, by keeper: RecordKeeper, for actor: Actor, _ doubts: Doubts,
    ) async throws -> StoredJSON? {
        guard let trips = self.trips[store.resource.name] else { return nil }
        let creation = Creation(change: change, keeper: keeper, actor: actor, doubts: doubts, trace: .current)
        return try await trips.value(of: creation)?.get()
    }

    private static func write(
        _ creations: [Creation], _ store: ResourceStore, _ pool: Pool,
    ) async throws -> [Creation: Result<StoredJSON, any Error>] {
        try await pool.withConnection { connection in
            let warnings = try await self.warnings(about: creations, store.collection.rule, on: connection)
            let meant = creations.filter { if case .success = warnings[$0] { true } else { false } }
            let written = try await self.writeTogetherOrApart(meant, store, on: connection)
            return warnings.reduce(into: [:]) { outcomes, entry in
                switch entry.value {
                case .success(let warnings): outcomes[entry.key] = written[entry.key]?.map { $0.with(warnings) }
                case .failure(let error): outcomes[entry.key] = .failure(error)
                }
            }
        }
    }

    /// What is doubtful about new records, to each sender in words that this one may read, or that somebody must see it
    /// first.
    private static func warnings(
        about creations: [Creation], _ rule: any ResourceRule, on connection: Connection,
    ) async throws -> [Creation: Result<[Issue], any Error>] {
        var outcomes: [Creation: Result<[Issue], any Error>] = [:]
        for creation in creations where creation.doubts == .ignored { outcomes[creation] = .success([]) }
        let curious = creations.filter { $0.doubts != .ignored }
        for group in Dictionary(grouping: curious, by: \.actor.key).values {
            let context = group[0].keeper.context(on: connection, for: group[0].actor)
            let warnings = try await rule.warnings(about: group.map(\.change.after), in: context)
            for (creation, warnings) in zip(group, warnings) {
                outcomes[creation] = Result { try creation.doubts.accepting(warnings) }
            }
        }
        return outcomes
    }

    private static func writeTogetherOrApart(
        _ creations: [Creation], _ store: ResourceStore, on connection: Connection,
    ) async throws -> [Creation: Result<StoredJSON, any Error>] {
        do {
            return try await self.write(creations, store, on: connection)
        } catch let error where creations.count > 1 && error.isRefusal {
            var outcomes: [Creation: Result<StoredJSON, any Error>] = [:]
            for creation in creations {
                do {
                    outcomes.merge(try await self.write([creation], store, on: connection)) { $1 }
                } catch {
                    outcomes[creation] = .failure(error)
                }
            }
            return outcomes
        }
    }

    private static func write(
        _ creations: [Creation], _ store: ResourceStore, on connection: Connection,
    ) async throws -> [Creation: Result<StoredJSON, any Error>] {
        guard !creations.isEmpty else { return [:] }
        let written = try await store.write(
            creations.map(\.change), on: connection, traces: creations.map(\.trace))
        var outcomes: [Creation: Result<StoredJSON, any Error>] = [:]
        for creation in creations { outcomes[creation] = written[creation.change.id].map { .success($0) } }
        return outcomes
    }
}

extension Error {
    /// Whether the server looked at the values and said no, so that they may be tried one by one.
    fileprivate var isRefusal: Bool {
        self is ValidationError || (self as? DatabaseError)?.code == .server
    }
}
