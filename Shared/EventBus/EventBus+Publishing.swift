public import Database
import LibPQ

extension EventBus {
    /// The columns an insert names, in the order of the values of ``values(_:)``.
    public static let insertColumns = """
        id, source, type, subject, partitionkey, unit, actor, dataschema, traceparent, tracestate, correlationid, \
        causationid, data
        """

    private static let placeholders = "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13"
    private static let insertOne = "INSERT INTO bus.events (\(insertColumns)) VALUES (\(placeholders))"
    private static let insertMany = """
        INSERT INTO bus.events (\(insertColumns)) SELECT x.id::uuid, x.source, x.type, x.subject, x.partitionkey, x.unit, \
        x.actor, x.dataschema, x.traceparent, x.tracestate, x.correlationid, x.causationid, x.data::json \
        FROM unnest(\(placeholders)) AS x(\(insertColumns))
        """

    /// The statement that publishes one event, to be run in the transaction of the change it tells of.
    ///
    /// Nothing comes back: a publisher may not read the log. The event is out once the transaction has committed and a
    /// tick was made; call ``ring()`` after the commit, or wait for the next poll.
    public static func insert(_ draft: EventDraft) -> SQL {
        SQL(self.insertOne, draft.parameters)
    }

    /// The statement that publishes many events at once, in order.
    ///
    /// Its text does not depend on how many there are.
    public static func insert(_ drafts: [EventDraft]) -> SQL {
        var columns = Array(repeating: TextArray(), count: 13)
        for draft in drafts {
            draft.append(to: &columns)
        }
        var parameters = Parameters()
        for column in columns {
            column.bind(into: &parameters)
        }
        return SQL(self.insertMany, parameters)
    }

    /// Publishes a draft once for every row of a `WITH` query, so that a change and its event are one statement:
    /// `WITH changed AS (UPDATE ... RETURNING id) \(EventBus.insert(draft, forEachRowOf: "changed"))`.
    public static func insert(_ draft: EventDraft, forEachRowOf query: String) -> SQL {
        "INSERT INTO bus.events (\(raw: self.insertColumns)) SELECT \(self.values(draft)) FROM \(identifier: query)"
    }

    /// The values of a draft, bound and separated by commas, in the order of ``insertColumns``.
    public static func values(_ draft: EventDraft) -> SQL {
        SQL(self.placeholders, draft.parameters)
    }
}
