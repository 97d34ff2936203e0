import Database
import Model
import ServiceKit

/// An event that waits to be published.
struct ScheduledEvent: Sendable {
    /// When it will be published, RFC 3339 to the microsecond.
    let due: String
    let id: String
    let source: String
    private let scheduledAt: String
    private let event: JSON

    /// Attributes of CloudEvents that are columns of the same names.
    private static let attributes = [
        "id", "source", "type", "subject", "partitionkey", "unit", "actor", "dataschema", "traceparent",
        "tracestate", "correlationid", "causationid",
    ]

    /// What is read of a row `s` of `bus.scheduled`.
    static let columns =
        ([IdentityRows.time("s.due"), IdentityRows.time("s.created_at"), "s.data"]
        + Self.attributes.map { "s.\($0)::text" }).joined(separator: ", ")

    /// Reads a row of ``columns``.
    init(_ row: Row) throws {
        self.due = row.string(0) ?? ""
        self.scheduledAt = row.string(1) ?? ""
        var event = JSONObject()
        event["specversion"] = "1.0"
        for (index, name) in Self.attributes.enumerated() {
            if let text = row.string(3 + index) { event[name] = .string(text) }
        }
        self.id = event["id"]?.stringValue ?? ""
        self.source = event["source"]?.stringValue ?? ""
        if !row.isNull(2) {
            event["datacontenttype"] = "application/json"
            event["data"] = try row.withBytes(2) { try JSON(parsing: Array($0)) }
        }
        self.event = .object(event)
    }

    /// As the interface tells it.
    var record: Record {
        Record(
            JSONObject([
                ("id", .string(self.id)), ("due", .string(self.due)), ("scheduledAt", .string(self.scheduledAt)),
                ("event", self.event),
            ]))
    }
}
