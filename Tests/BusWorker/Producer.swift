import Database
import EventBus
import FoundationEssentials
import LibPQ
import Logging

/// Publishes in transactions of some events each, of some length, some of them rolled back, and says what became of each.
///
/// `tried ID KEY NUMBER` comes before anything is sent, `committed ID` or `refused ID` after the answer; an event of which
/// nothing more is said may or may not be out.
struct Producer {
    private struct Refused: Error {}

    private let pool: Pool
    private let bus: EventBus
    /// What its keys begin with: no two producers share one.
    private let prefix: String
    private let keys: Int
    /// How many transactions; 0 goes on for ever.
    private let count: Int
    /// How long a transaction stays open at the most, and the pause after each, in milliseconds.
    private let delay: Int
    private let pause: Int
    /// What an event carries beside its number, in bytes.
    private let size: Int

    init(_ settings: Settings, _ logger: Logger) throws {
        let configuration = try ConnectionConfiguration(
            url: settings.text("url"), applicationName: settings["name"] ?? "producer")
        self.pool = Pool(configuration, options: PoolOptions(maximum: 2), logger: logger)
        self.bus = EventBus(self.pool, direct: configuration, logger: logger)
        self.prefix = try settings.text("key")
        self.keys = settings.number("keys", 4)
        self.count = settings.number("count", 0)
        self.delay = settings.number("delay", 20)
        self.pause = settings.number("pause", 5)
        self.size = settings.number("size", 0)
    }

    func run() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await self.bus.run() }
            group.addTask { try await self.publish() }
            defer { group.cancelAll() }
            // Either the publishing has come to its end, or the bus to one that it must not have.
            try await group.next()
        }
    }

    private func publish() async throws {
        var number = 0
        var done = 0
        let filling = String(repeating: "数", count: self.size / 3)
        while self.count == 0 || done < self.count {
            done += 1
            let drafts = (0..<Int.random(in: 1...3)).map { _ in
                number += 1
                return EventDraft(
                    source: "/partners", type: "partners.agreement.signed", subject: "协议/\(number)",
                    data: Array(#"{"n":\#(number),"text":"\#(filling)"}"#.utf8),
                    partitionKey: "\(self.prefix)\(number % self.keys)", unit: "国际处")
            }
            Output.say(
                zip(drafts, number - drafts.count + 1...number).map { "tried \($0.id) \($0.partitionKey) \($1)" })
            let isRefused = Int.random(in: 0..<8) == 0
            do {
                try await self.pool.withTransaction { connection in
                    for draft in drafts { try await connection.execute(EventBus.insert(draft)) }
                    try await Task.sleep(for: .milliseconds(Int.random(in: 0...self.delay)))
                    if isRefused { throw Refused() }
                }
                Output.say(drafts.map { "committed \($0.id)" })
                // One in three leaves the ringing to others, or to the poll.
                if Int.random(in: 0..<3) > 0 { self.bus.ring() }
            } catch is Refused {
                Output.say(drafts.map { "refused \($0.id)" })
            } catch {
                try Task.checkCancellation()
                try await Task.sleep(for: .milliseconds(50))
            }
            if self.pause > 0 { try await Task.sleep(for: .milliseconds(self.pause)) }
        }
    }
}
