public import FoundationEssentials

/// What happened to a bus as its users saw it, and what is wrong with that: the one oracle of all tests of reliability.
///
/// Producers say what they published and how it ended, the log is read to its end, and consumers say what they did. The
/// promise is that what was committed, and nothing else, stands in the log once, at dense and increasing positions, the
/// events of one key in the order they were published in; and that each subscription did each of them exactly once, those
/// of one key in order.
public struct History: Sendable {
    /// How publishing ended, as far as the producer knows.
    public enum Outcome: String, Sendable {
        case committed
        case refused
        /// The connection was lost, or the producer died, before the answer came: both are right.
        case unknown
    }

    /// Something that must not happen.
    public enum Fault: Hashable, Sendable {
        /// Committed, and not in the log.
        case lost(UUID)
        /// In the log, though nobody has committed it.
        case phantom(UUID)
        /// More than once in the log.
        case repeated(UUID)
        /// The log does not go on at the next position.
        case gap(after: Int, next: Int)
        /// In the log before an event of its key that was published earlier.
        case misplaced(key: String, position: Int)
        /// A subscription has not handled it.
        case unhandled(subscription: String, position: Int)
        /// A subscription has handled it more than once.
        case doubled(subscription: String, position: Int)
        /// A subscription has handled what does not stand there in the log.
        case invented(subscription: String, position: Int)
        /// A subscription has handled it after a later event of its key.
        case inverted(subscription: String, key: String, position: Int)
    }

    private struct Publication {
        let key: String
        let number: Int
        var outcome: Outcome
    }

    private struct Entry {
        let position: Int
        let id: UUID
        let key: String
    }

    private var publications: [UUID: Publication] = [:]
    private var log: [Entry] = []
    private var effects: [String: [(position: Int, id: UUID)]] = [:]
    private var excused: [String: Set<Int>] = [:]

    /// A history in which nothing has happened yet.
    public init() {}

    /// Notes how the publishing of an event ended; `number` counts the events of its key, as its producer made them.
    public mutating func published(_ id: UUID, key: String, number: Int, _ outcome: Outcome) {
        self.publications[id] = Publication(key: key, number: number, outcome: outcome)
    }

    /// Notes an event of the log, in the order in which the log was read.
    public mutating func logged(_ position: Int, _ id: UUID, key: String) {
        self.log.append(Entry(position: position, id: id, key: key))
    }

    /// Notes that there is a subscription, even if it has done nothing.
    public mutating func subscribed(_ subscription: String) {
        self.effects[subscription, default: []] += []
    }

    /// Notes what a subscription has done, in the order in which it was.
    public mutating func handled(by subscription: String, _ position: Int, _ id: UUID) {
        self.effects[subscription, default: []].append((position, id))
    }

    /// Excuses a subscription from an event, which became a dead letter.
    public mutating func excuse(_ subscription: String, from position: Int) {
        self.excused[subscription, default: []].insert(position)
    }

    /// The same without certainty about the last events of all keys, which a restore or a failover may have taken back.
    public func forgetting(after number: Int) -> History {
        var copy = self
        for (id, publication) in self.publications where publication.number > number {
            copy.publications[id]?.outcome = .unknown
        }
        return copy
    }

    /// How many events were published for certain.
    public var committed: Int { self.publications.values.count { $0.outcome == .committed } }

    /// How many events stand in the log.
    public var length: Int { self.log.count }

    /// Everything that is wrong, in no more detail than a reader can bear; empty when the promise was kept.
    public func faults(atMost limit: Int = 20) -> [Fault] {
        var faults = self.faultsOfLog()
        for subscription in self.effects.keys.sorted() { faults += self.faults(of: subscription) }
        return Array(faults.prefix(limit))
    }

    private func faultsOfLog() -> [Fault] {
        var faults: [Fault] = []
        var seen: Set<UUID> = []
        var numbers: [String: Int] = [:]
        var last = 0
        for entry in self.log {
            if entry.position != last + 1 { faults.append(.gap(after: last, next: entry.position)) }
            last = entry.position
            if !seen.insert(entry.id).inserted { faults.append(.repeated(entry.id)) }
            guard let publication = self.publications[entry.id], publication.outcome != .refused else {
                faults.append(.phantom(entry.id))
                continue
            }
            // What a producer has lost sight of may be committed after what it did next.
            guard publication.outcome == .committed else { continue }
            if publication.number <= numbers[entry.key] ?? .min {
                faults.append(.misplaced(key: entry.key, position: entry.position))
            }
            numbers[entry.key] = publication.number
        }
        let lost = self.publications.filter { $0.value.outcome == .committed && !seen.contains($0.key) }
        return faults + lost.keys.sorted { $0.uuidString < $1.uuidString }.map { .lost($0) }
    }

    private func faults(of subscription: String) -> [Fault] {
        var faults: [Fault] = []
        let entries = Dictionary(self.log.map { ($0.position, $0) }) { first, _ in first }
        var done: Set<Int> = []
        var furthest: [String: Int] = [:]
        for effect in self.effects[subscription] ?? [] {
            guard let entry = entries[effect.position], entry.id == effect.id else {
                faults.append(.invented(subscription: subscription, position: effect.position))
                continue
            }
            guard done.insert(effect.position).inserted else {
                faults.append(.doubled(subscription: subscription, position: effect.position))
                continue
            }
            if effect.position < furthest[entry.key] ?? 0 {
                faults.append(.inverted(subscription: subscription, key: entry.key, position: effect.position))
            }
            furthest[entry.key] = max(furthest[entry.key] ?? 0, effect.position)
        }
        let excused = self.excused[subscription] ?? []
        for entry in self.log where !done.contains(entry.position) && !excused.contains(entry.position) {
            faults.append(.unhandled(subscription: subscription, position: entry.position))
        }
        return faults
    }
}
