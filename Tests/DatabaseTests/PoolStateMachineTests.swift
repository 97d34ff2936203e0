import LibPQ
import Testing

@testable import Database

@Suite("The pool's state machine")
struct PoolStateMachineTests {
    private typealias Machine = PoolStateMachine<String, Int>

    private func take(_ machine: inout Machine, expired: inout [String]) throws -> String? {
        switch try machine.take(now: .now, expired: &expired)?.grant {
        case .item(let item): item
        case .slot: "slot"
        case nil: nil
        }
    }

    @Test("Waiters are served in order, and a connection handed over never becomes idle")
    func order() throws {
        var machine = Machine(maximum: 1, maximumWaiters: 10)
        var expired: [String] = []
        #expect(try self.take(&machine, expired: &expired) == "slot")
        #expect(try self.take(&machine, expired: &expired) == nil)
        _ = try machine.wait(1, deadline: .never)
        _ = try machine.wait(2, deadline: .never)
        for expected in [1, 2] {
            guard case .handOver(let waiter, .item("a")) = machine.giveBack("a", now: .now, expiresAt: .never) else {
                Issue.record("not handed over")
                return
            }
            #expect(waiter == expected)
            #expect(machine.idle.isEmpty && machine.leased == 1)
        }
        guard case .kept = machine.giveBack("a", now: .now, expiresAt: .never) else {
            Issue.record("not kept")
            return
        }
        #expect(machine.leased == 0 && machine.idle.count == 1)
    }

    @Test("The place of a broken connection goes to the first waiter, otherwise it is free")
    func slots() throws {
        var machine = Machine(maximum: 1, maximumWaiters: 10)
        var expired: [String] = []
        _ = try self.take(&machine, expired: &expired)
        _ = try machine.wait(1, deadline: .never)
        let answer1 = machine.giveBackSlot()
        #expect(answer1 == 1)
        #expect(machine.leased == 1)
        let answer2 = machine.giveBackSlot()
        #expect(answer2 == nil)
        #expect(machine.leased == 0)
    }

    @Test("Overdue waiters leave, the others stay, and the next look is due at their deadline")
    func overdue() throws {
        var machine = Machine(maximum: 1, maximumWaiters: 10)
        let now = Deadline.now
        let later = now.advanced(by: .seconds(5))
        _ = try machine.wait(1, deadline: now)
        let id = try machine.wait(2, deadline: later)
        let (gone, next) = machine.expire(now: now)
        #expect(gone == [1] && next == later)
        let answer3 = machine.withdraw(id)
        #expect(answer3 == 2)
        let answer4 = machine.withdraw(id)
        #expect(answer4 == nil)
        let answer5 = machine.expire(now: later)
        #expect(answer5.next == .never)
    }

    @Test("Old connections are never lent, unused ones are closed down to the minimum")
    func reaping() throws {
        var machine = Machine(maximum: 4, maximumWaiters: 10)
        var expired: [String] = []
        let now = Deadline.now
        for _ in 0..<4 { _ = try self.take(&machine, expired: &expired) }
        for name in ["a", "b", "c"] { _ = machine.giveBack(name, now: now, expiresAt: .never) }
        _ = machine.giveBack("old", now: now, expiresAt: now.advanced(by: .nanoseconds(1)))
        #expect(try self.take(&machine, expired: &expired) == "c")
        #expect(expired == ["old"])
        let answer6 = machine.reap(now: .now, idleSince: .now, minimum: 2)
        #expect(answer6 == ["a"])
        #expect(machine.total == 2)
        let answer7 = machine.reserve(upTo: 2)
        #expect(!answer7)
        let answer8 = machine.reserve(upTo: 3)
        #expect(answer8)
    }

    @Test("After shutting down nobody gets anything, and the last return drains it")
    func shuttingDown() throws {
        var machine = Machine(maximum: 2, maximumWaiters: 10)
        var expired: [String] = []
        _ = try self.take(&machine, expired: &expired)
        _ = try self.take(&machine, expired: &expired)
        _ = machine.giveBack("idle", now: .now, expiresAt: .never)
        let (waiters, items) = machine.shutDown()
        #expect(waiters.isEmpty && items == ["idle"])
        #expect(!machine.isDrained)
        #expect(throws: DatabaseError.self) { try machine.take(now: .now, expired: &expired) }
        guard case .close("last") = machine.giveBack("last", now: .now, expiresAt: .never) else {
            Issue.record("not closed")
            return
        }
        #expect(machine.isDrained)
    }

    @Test("An outage is waited out with growing pauses, and after a while not waited for at all")
    func outage() {
        var outage = Outage()
        let options = PoolOptions(
            initialBackoff: .milliseconds(100), maximumBackoff: .seconds(1), breakAfter: .seconds(5))
        let now = Deadline.now
        guard case .connect = outage.advice(now: now, breakAfter: options.breakAfter) else {
            Issue.record("the first attempt waits for nothing")
            return
        }
        outage.failed(DatabaseError(.connectionFailed), now: now, options: options)
        guard case .waitUntil(let moment) = outage.advice(now: now, breakAfter: options.breakAfter) else {
            Issue.record("the second attempt waits")
            return
        }
        #expect(moment > now && moment <= now.advanced(by: .milliseconds(100)))
        let later = now.advanced(by: .seconds(6))
        outage.failed(DatabaseError(.connectionFailed), now: later, options: options)
        guard case .giveUp = outage.advice(now: later, breakAfter: options.breakAfter) else {
            Issue.record("a long outage is told at once")
            return
        }
        #expect(options.backoff(afterFailures: 100) <= .seconds(1))
        outage.ended()
        guard case .connect = outage.advice(now: later, breakAfter: options.breakAfter) else {
            Issue.record("it is over")
            return
        }
    }
}
