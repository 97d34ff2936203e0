import Database
import EventBus
import Synchronization
import TestSupport
import Testing

@Suite("Other channels on the one connection that listens")
struct OtherChannelTests {
    /// What was heard, in order.
    final class Heard: Sendable {
        private let events = Mutex<[ListenerEvent]>([])

        var all: [ListenerEvent] { self.events.withLock { $0 } }

        func hear(_ event: ListenerEvent) {
            self.events.withLock { $0.append(event) }
        }
    }

    @Test("Each hears its own rings, and with the bus when listening begins and ends")
    func heard() async throws {
        try await Fixture.with(running: false) { fixture in
            let proxy = try CableProxy(for: fixture.database)
            defer { proxy.close() }
            let (rights, weather) = (Heard(), Heard())
            let bus = EventBus(
                fixture.pool, direct: try fixture.database.configuration(through: proxy),
                others: ["权限": rights.hear, "weather": weather.hear], logger: TestDatabase.logger)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await bus.run() }
                try await eventually("both hear that listening has begun") {
                    rights.all == [.resync] && weather.all == [.resync]
                }
                // A payload that would be a head on the bus's own channel means nothing to the bus here.
                _ = try await fixture.pool.execute("SELECT pg_notify('权限', '1 4711'), pg_notify('weather', '晴')")
                try await eventually("each hears its own") {
                    rights.all.last == .notification(channel: "权限", payload: "1 4711")
                        && weather.all.last == .notification(channel: "weather", payload: "晴")
                }
                #expect(bus.knownHead < 4711)
                try await fixture.publish(Fixture.draft())
                bus.ring()
                try await eventually("the bus hears its own") { bus.knownHead == 1 }
                proxy.cut()
                try await eventually("both hear that the line is lost") {
                    rights.all.last == .lost && weather.all.last == .lost
                }
                proxy.restore()
                try await eventually("both hear that it is back") {
                    rights.all.last == .resync && weather.all.last == .resync
                }
                #expect(rights.all.count == 4)
                group.cancelAll()
            }
        }
    }
}
