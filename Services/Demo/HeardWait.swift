import Database
import EventBus
import Model
import ServiceKit

/// Waits until services have heard what another one has published.
struct HeardWait: Sendable {
    let owner: ServiceRuntime
    let progress: @Sendable (DemoProgress) -> Void

    private static let patience = Duration.seconds(60)

    func wait(for copies: [(copy: HeardCopy, listener: ServiceRuntime)]) async throws {
        self.owner.bus.ring()
        let limit = ContinuousClock.now + Self.patience
        for (index, (copy, listener)) in copies.enumerated() {
            self.progress(DemoProgress(phase: .hearing, done: index, total: copies.count))
            while try await !self.isComplete(copy, listener) {
                guard ContinuousClock.now < limit else { throw DemoError(.notHeard, record: copy.subscription) }
                try await Task.sleep(for: .milliseconds(25))
            }
        }
        self.progress(DemoProgress(phase: .hearing, done: copies.count, total: copies.count))
    }

    private func isComplete(_ copy: HeardCopy, _ listener: ServiceRuntime) async throws -> Bool {
        let census = try await self.owner.pool.withConnection { try await copy.freshCensus(on: $0) }
        return try await listener.pool.withConnection { try await copy.recount(against: census, on: $0).isEqual }
    }
}

extension Label {
    fileprivate static let hearing = Label(zh: "等待消息送达", en: "Letting the news get round")
}
