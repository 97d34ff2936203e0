import Synchronization

/// Who is to be woken when something has changed about a subscription other than the log.
final class Bells: Sendable {
    private let bells = Mutex<[String: [Bell]]>([:])

    func add(_ bell: Bell, for name: String) {
        self.bells.withLock { $0[name, default: []].append(bell) }
    }

    func remove(_ bell: Bell, for name: String) {
        self.bells.withLock { $0[name]?.removeAll { $0 === bell } }
    }

    func ring(_ name: String) {
        for bell in self.bells.withLock({ $0[name] ?? [] }) { bell.ring() }
    }

    func ringAll() {
        for bell in self.bells.withLock({ $0.values.flatMap { $0 } }) { bell.ring() }
    }
}
