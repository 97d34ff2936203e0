import FoundationEssentials
import TestSupport
import Testing

/// The oracle of all these tests must see what it looks for.
@Suite("The history of a bus")
struct HistoryTests {
    private static let ids = (1...4).map { number in
        UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, UInt8(number)))
    }

    /// Four events of two keys, published, logged and handled as they should be, but for what a test changes.
    private static func history(
        _ outcomes: [History.Outcome] = [.committed, .committed, .committed, .committed],
        numbers: [Int] = [1, 2, 3, 4],
        log: [(Int, Int)] = [(1, 0), (2, 1), (3, 2), (4, 3)], effects: [(Int, Int)] = [(1, 0), (2, 1), (3, 2), (4, 3)],
    ) -> History {
        var history = History()
        for (index, outcome) in outcomes.enumerated() {
            history.published(Self.ids[index], key: Self.key(index), number: numbers[index], outcome)
        }
        for (position, index) in log { history.logged(position, Self.ids[index], key: Self.key(index)) }
        history.subscribed("副本")
        for (position, index) in effects { history.handled(by: "副本", position, Self.ids[index]) }
        return history
    }

    private static func key(_ index: Int) -> String { index % 2 == 0 ? "奇" : "偶" }

    @Test("Is without fault when each committed event was logged and handled once, in the order of its key")
    func faultless() {
        let history = Self.history()
        #expect(history.faults() == [])
        #expect(history.committed == 4 && history.length == 4)
        // Keys are independent of each other, and what nobody knows the outcome of may be there or not.
        #expect(Self.history(effects: [(2, 1), (1, 0), (4, 3), (3, 2)]).faults() == [])
        #expect(Self.history([.committed, .unknown, .committed, .committed]).faults() == [])
        let shorter = Self.history(
            [.committed, .committed, .committed, .unknown], log: [(1, 0), (2, 1), (3, 2)],
            effects: [(1, 0), (2, 1), (3, 2)])
        #expect(shorter.faults() == [])
    }

    @Test("Shows what was committed and is not in the log")
    func lost() {
        let history = Self.history(log: [(1, 0), (2, 1), (3, 2)], effects: [(1, 0), (2, 1), (3, 2)])
        #expect(history.faults() == [.lost(Self.ids[3])])
    }

    @Test("Takes it for lost no more when it was forgotten by a restore")
    func forgotten() {
        let history = Self.history(log: [(1, 0), (2, 1), (3, 2)], effects: [(1, 0), (2, 1), (3, 2)])
        #expect(history.forgetting(after: 3).faults() == [])
        #expect(history.forgetting(after: 4).faults() == [.lost(Self.ids[3])])
    }

    @Test("Shows what is in the log and was rolled back, or published by nobody")
    func phantom() {
        #expect(
            Self.history([.committed, .refused, .committed, .committed]).faults() == [.phantom(Self.ids[1])])
        #expect(Self.history([.committed, .committed, .committed]).faults() == [.phantom(Self.ids[3])])
    }

    @Test("Shows what is in the log twice, and what was handled twice")
    func doubled() {
        let history = Self.history(
            log: [(1, 0), (2, 1), (3, 2), (4, 3), (5, 3)], effects: [(1, 0), (2, 1), (3, 2), (4, 3), (5, 3), (2, 1)])
        #expect(
            history.faults() == [
                .repeated(Self.ids[3]), .misplaced(key: "偶", position: 5), .doubled(subscription: "副本", position: 2),
            ])
    }

    @Test("Shows where positions are not dense, also at the beginning")
    func gap() {
        let hole = Self.history(
            log: [(1, 0), (2, 1), (4, 2), (5, 3)], effects: [(1, 0), (2, 1), (4, 2), (5, 3)])
        #expect(hole.faults() == [.gap(after: 2, next: 4)])
        let back = Self.history(log: [(2, 0), (1, 1), (2, 2), (3, 3)], effects: [])
        #expect(
            back.faults().prefix(2) == [.gap(after: 0, next: 2), .gap(after: 2, next: 1)])
    }

    @Test("Shows an event that stands before an earlier one of its key, unless that was lost sight of")
    func misplaced() {
        let history = Self.history(numbers: [3, 2, 1, 4])
        #expect(history.faults() == [.misplaced(key: "奇", position: 3)])
        #expect(
            Self.history([.unknown, .committed, .committed, .committed], numbers: [3, 2, 1, 4]).faults() == [])
    }

    @Test("Shows what a subscription has not handled, unless it is a dead letter")
    func unhandled() {
        var history = Self.history(effects: [(1, 0), (3, 2), (4, 3)])
        #expect(history.faults() == [.unhandled(subscription: "副本", position: 2)])
        history.excuse("副本", from: 2)
        #expect(history.faults() == [])
        #expect(Self.history(effects: []).faults().count == 4)
    }

    @Test("Shows what a subscription has handled in the place of something else")
    func invented() {
        let history = Self.history(effects: [(1, 0), (2, 1), (3, 3), (4, 3), (9, 2)])
        #expect(
            history.faults() == [
                .invented(subscription: "副本", position: 3), .invented(subscription: "副本", position: 9),
                .unhandled(subscription: "副本", position: 3),
            ])
    }

    @Test("Shows where a key was handled out of order")
    func inverted() {
        let history = Self.history(effects: [(3, 2), (2, 1), (1, 0), (4, 3)])
        #expect(history.faults() == [.inverted(subscription: "副本", key: "奇", position: 1)])
    }

    @Test("Shows no more than a reader can bear")
    func limit() {
        #expect(Self.history(log: [], effects: []).faults(atMost: 3).count == 3)
    }
}
