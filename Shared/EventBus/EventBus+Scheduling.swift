public import Database
public import FoundationEssentials
import LibPQ

extension EventBus {
    /// The statement that has an event published at a moment to come, in the transaction of the change that wants it.
    ///
    /// It is published within a poll interval of that moment, once, with the time it is published at. The same id again
    /// changes nothing. The role must be a registered publisher, and publishes under its own source.
    public static func schedule(_ draft: EventDraft, at moment: Date) -> SQL {
        let data = draft.data.map { String(decoding: $0, as: UTF8.self) }
        return """
            SELECT bus.schedule(
                \(moment), \(draft.type), \(draft.subject), \(data)::json, \(draft.partitionKey), \(draft.unit),
                \(draft.actor), \(draft.dataSchema), \(draft.traceParent), \(draft.traceState), \(draft.correlationID),
                \(draft.causationID), \(draft.id))
            """
    }

    /// The statement that calls a scheduled event off; its row says whether there was still time.
    public static func unschedule(_ id: UUID) -> SQL {
        "SELECT bus.unschedule(\(id))"
    }
}
