import DequeModule
import LibPQ

/// What a task gets: a connection, or the right to open one.
enum PoolGrant<Item> {
    case item(Item)
    case slot
}

extension PoolGrant: Sendable where Item: Sendable {}

/// Who has which connection, and who waits.
///
/// No effects: methods say what the pool has to do outside its lock.
///
/// `Item` is a parked connection, `Waiter` whatever wakes a waiting task.
struct PoolStateMachine<Item, Waiter> {
    typealias Grant = PoolGrant<Item>

    struct Idle {
        let item: Item
        let since: Deadline
        let expiresAt: Deadline
    }

    private struct Request {
        let id: UInt64
        let waiter: Waiter
        let deadline: Deadline
    }

    let maximum: Int
    let maximumWaiters: Int
    /// The most recently used last, so that the others can grow old and be closed.
    private(set) var idle: [Idle] = []
    /// Connections lent, plus rights to open one.
    private(set) var leased = 0
    private(set) var isShutDown = false
    private var requests: Deque<Request> = []
    private var nextID: UInt64 = 0

    init(maximum: Int, maximumWaiters: Int) {
        self.maximum = maximum
        self.maximumWaiters = maximumWaiters
        self.idle.reserveCapacity(maximum)
    }

    var waiting: Int { self.requests.count }
    var total: Int { self.leased + self.idle.count }
    var isDrained: Bool { self.isShutDown && self.leased == 0 }

    // MARK: Taking

    /// A grant without waiting, or nil.
    ///
    /// Connections past their lifetime go to `expired`.
    mutating func take(now: Deadline, expired: inout [Item]) throws(DatabaseError) -> (grant: Grant, since: Deadline)? {
        guard !self.isShutDown else { throw DatabaseError(.poolShutdown) }
        while let idle = self.idle.popLast() {
            guard idle.expiresAt > now else {
                expired.append(idle.item)
                continue
            }
            self.leased += 1
            return (.item(idle.item), idle.since)
        }
        guard self.leased < self.maximum else { return nil }
        self.leased += 1
        return (.slot, now)
    }

    /// Queues up; refused when too many wait already.
    mutating func wait(_ waiter: Waiter, deadline: Deadline) throws(DatabaseError) -> UInt64 {
        guard self.requests.count < self.maximumWaiters else {
            throw DatabaseError(.poolExhausted, "too many tasks are waiting for a connection")
        }
        self.nextID += 1
        self.requests.append(Request(id: self.nextID, waiter: waiter, deadline: deadline))
        return self.nextID
    }

    mutating func withdraw(_ id: UInt64) -> Waiter? {
        guard let index = self.requests.firstIndex(where: { $0.id == id }) else { return nil }
        return self.requests.remove(at: index).waiter
    }

    /// Takes out the waiters whose deadline has passed, and says when to look again.
    mutating func expire(now: Deadline) -> (overdue: [Waiter], next: Deadline) {
        var overdue: [Waiter] = []
        var next = Deadline.never
        self.requests.removeAll { request in
            guard request.deadline <= now else {
                next = min(next, request.deadline)
                return false
            }
            overdue.append(request.waiter)
            return true
        }
        return (overdue, next)
    }

    // MARK: Giving back

    enum Return {
        case kept
        /// Wake this task with that grant.
        case handOver(Waiter, Grant)
        /// Close it; nobody waits.
        case close(Item)
        /// Close it and let this task open another.
        case replace(Item, Waiter)
    }

    /// A usable connection comes back.
    mutating func giveBack(_ item: Item, now: Deadline, expiresAt: Deadline) -> Return {
        guard !self.isShutDown else {
            self.leased -= 1
            return .close(item)
        }
        let request = self.requests.popFirst()
        guard expiresAt > now else {
            // The right to open a connection stays leased and passes to the first in the queue.
            if let request { return .replace(item, request.waiter) }
            self.leased -= 1
            return .close(item)
        }
        if let request { return .handOver(request.waiter, .item(item)) }
        self.leased -= 1
        self.idle.append(Idle(item: item, since: now, expiresAt: expiresAt))
        return .kept
    }

    /// A connection broke, or could not be opened; its place is free.
    mutating func giveBackSlot() -> Waiter? {
        if !self.isShutDown, let request = self.requests.popFirst() { return request.waiter }
        self.leased -= 1
        return nil
    }

    // MARK: Looking after

    /// Takes out the connections that are too old or unused for too long, keeping `minimum` of the latter.
    mutating func reap(now: Deadline, idleSince limit: Deadline, minimum: Int) -> [Item] {
        var closed: [Item] = []
        var spare = max(0, self.total - minimum)
        self.idle.removeAll { idle in
            let isOld = idle.expiresAt <= now
            let isUnused = idle.since <= limit && spare > 0
            guard isOld || isUnused else { return false }
            spare -= 1
            closed.append(idle.item)
            return true
        }
        return closed
    }

    /// The right to open one connection nobody asked for yet, if there are fewer than `minimum`.
    mutating func reserve(upTo minimum: Int) -> Bool {
        guard !self.isShutDown, self.total < min(minimum, self.maximum) else { return false }
        self.leased += 1
        return true
    }

    mutating func shutDown() -> (waiters: [Waiter], items: [Item]) {
        self.isShutDown = true
        defer {
            self.requests.removeAll()
            self.idle.removeAll()
        }
        return (self.requests.map(\.waiter), self.idle.map(\.item))
    }
}
