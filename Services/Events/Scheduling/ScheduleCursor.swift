import Model
import ServiceKit

/// Where a page of scheduled events has ended: `2026-11-21T08:00:00.000000Z id source`.
struct ScheduleCursor: Sendable {
    let due: String
    let id: String
    let source: String

    /// After an event.
    init(after event: ScheduledEvent) {
        self.due = event.due
        self.id = event.id
        self.source = event.source
    }

    /// Reads a cursor.
    init(_ text: String) throws(ValidationError) {
        let parts = text.split(separator: " ", maxSplits: 2).map(String.init)
        guard parts.count == 3, Instant(parts[0]) != nil, RecordID(parts[1]) != nil else { throw .badCursor }
        (self.due, self.id, self.source) = (parts[0], parts[1], parts[2])
    }

    var text: String { "\(self.due) \(self.id) \(self.source)" }
}
