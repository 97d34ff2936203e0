import EventBus
import Model
import ServiceKit

/// Where a page of the dead letters of many subscriptions ends: `1203@finance-agreements`.
struct DeadLetterCursor {
    let subscription: String
    let position: Int

    init(after letter: DeadLetter) {
        self.subscription = letter.subscription
        self.position = letter.event.position
    }

    init(_ text: String) throws(ValidationError) {
        let parts = text.split(separator: "@", maxSplits: 1)
        guard parts.count == 2, let position = Int(parts[0]) else { throw .badCursor }
        self.position = position
        self.subscription = String(parts[1])
    }

    var text: String { "\(self.position)@\(self.subscription)" }
}
