import EventBus
import Model

/// Which events a webhook is sent: those of its own unit and below, and of its maker's types, that fit any of its rows.
struct WebhookFilter: Sendable {
    /// The types and the units whose events it may be sent.
    private let types: EventFilter
    private let units: Set<String>?
    /// Empty lets everything through.
    let rows: [EventFilter]

    init(rows: [Record], within reach: EventReach) {
        self.types = EventFilter(types: reach.types)
        self.units = reach.units.map(Set.init)
        self.rows = rows.map { row in
            EventFilter(
                types: row[Webhook.type].map { [$0] }, sources: row[Webhook.source].map { [$0] },
                units: row[Webhook.filterUnit].map { [$0] })
        }
    }

    func matches(_ event: Event) -> Bool {
        if let units, !(event.unit.map(units.contains) ?? false) { return false }
        guard self.types.matches(event) else { return false }
        return self.rows.isEmpty || self.rows.contains { $0.matches(event) }
    }
}
