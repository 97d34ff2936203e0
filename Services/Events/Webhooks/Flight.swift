import Synchronization

/// How many deliveries are on their way.
final class Flight: Sendable {
    private let number = Mutex(0)

    var count: Int { self.number.withLock { $0 } }

    func begin() {
        self.number.withLock { $0 += 1 }
    }

    func end() {
        self.number.withLock { $0 -= 1 }
    }
}
