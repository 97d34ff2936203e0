import Database
import EventBus
import Model
import ServiceKit
import Synchronization

/// Carries out errands at one service, by the way that everybody's input takes.
struct ErrandRunner: Sendable {
    let runtime: ServiceRuntime
    let phase: Label
    let progress: @Sendable (DemoProgress) -> Void

    /// Records of one transaction: few enough that a retry costs little, many enough that commits do not count.
    private static let chunk = 16
    /// Transactions at a time.
    private static let lanes = 3

    /// Makes what is not there yet.
    ///
    /// - Returns: how many records were made.
    func run(_ errands: [Errand]) async throws -> Int {
        guard let resource = errands.first?.resource else { return 0 }
        let known = try await self.ids(of: errands.map(\.code), resource)
        let open = errands.filter { known[$0.code] == nil }
        let done = Mutex(errands.count - open.count)
        self.progress(DemoProgress(phase: self.phase, done: errands.count - open.count, total: errands.count))
        let chunks = stride(from: 0, to: open.count, by: Self.chunk).map { Array(open[$0...].prefix(Self.chunk)) }
        try await withThrowingTaskGroup(of: Int.self) { group in
            var next = chunks.makeIterator()
            for _ in 0..<Self.lanes {
                guard let chunk = next.next() else { break }
                group.addTask { try await self.perform(chunk) }
            }
            for try await count in group {
                let sum = done.withLock { sum in
                    sum += count
                    return sum
                }
                self.progress(DemoProgress(phase: self.phase, done: sum, total: errands.count))
                if let chunk = next.next() { group.addTask { try await self.perform(chunk) } }
            }
        }
        return open.count
    }

    /// The ids of records by their codes, those that exist.
    func ids(of codes: [String], _ resource: Resource) async throws -> [String: RecordID] {
        let rows = try await self.runtime.pool.query(
            """
            SELECT code, id::text FROM \(raw: "\(resource.service).\(resource.table)") WHERE code = ANY(\(codes))
            """)
        var ids: [String: RecordID] = [:]
        for row in rows {
            if let code = row.string(0), let id = row.string(1).flatMap({ RecordID($0) }) { ids[code] = id }
        }
        return ids
    }

    private func perform(_ errands: [Errand]) async throws -> Int {
        try await self.runtime.pool.withTransaction { connection in
            for errand in errands {
                do {
                    try await self.perform(errand, on: connection)
                } catch let error as ValidationError {
                    throw DemoError(.refused, record: errand.code, issues: error.issues)
                }
            }
        }
        self.runtime.bus.ring()
        return errands.count
    }

    private func perform(_ errand: Errand, on connection: Connection) async throws {
        let record = try await self.keeper(on: errand.on).create(
            errand.resource, .object(errand.input), as: DemoOffice.clerk, on: connection)
        for step in errand.steps {
            let keeper = self.keeper(on: step.on)
            switch step.kind {
            case .transition(let name, let input):
                _ = try await keeper.transition(
                    errand.resource, id: record.id, name: name, input: .object(input), expecting: nil,
                    as: DemoOffice.head, on: connection)
            case .companion(let resource, let input):
                _ = try await keeper.create(
                    resource, .object(input(record.id)), as: DemoOffice.clerk, on: connection)
            }
        }
    }

    /// A keeper whose clock stands at nine in the morning of a day, so that the history tells when things happened.
    private func keeper(on day: CalendarDate) -> RecordKeeper {
        let morning = ChinaStandardTime.start(of: day).adding(.seconds(9 * 3600))
        return RecordKeeper(
            pool: self.runtime.pool, stores: self.runtime.stores, ring: {}, clock: { morning })
    }
}
