import EventBus
import Model

/// Which events a webhook is sent: those of its own unit and below that fit any of its rows.
struct WebhookFilter: Sendable {
    /// The units whose events it may be sent; nil stands for all.
    let units: Set<String>?
    /// Empty lets everything through.
    let rows: [EventFilter]

    init(rows: [Record], units: Set<String>?) {
        self.units = units
        self.rows = rows.map { row in
            EventFilter(
                types: row[Webhook.type].map { [$0] }, sources: row[Webhook.source].map { [$0] },
                units: row[Webhook.filterUnit].map { [$0] })
        }
    }

    func matches(_ event: Event) -> Bool {
        if let units, !(event.unit.map(units.contains) ?? false) { return false }
        return self.rows.isEmpty || self.rows.contains { $0.matches(event) }
    }
}
