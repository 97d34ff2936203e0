public import FoundationEssentials

/// An event as it stands in the log: a CloudEvents 1.0 envelope and its place.
public struct Event: Sendable, Hashable {
    /// Where the event stands in the log: dense, starting at 1, the same for every reader.
    public var position: Int
    /// CloudEvents `id`: with `source`, names the event for ever.
    public var id: UUID
    /// CloudEvents `source`: who said it, such as `/partners`.
    public var source: String
    /// CloudEvents `type`, such as `partners.agreement.signed`.
    public var type: String
    /// CloudEvents `subject`: what it is about.
    public var subject: String?
    /// CloudEvents `time`, in microseconds since 1970-01-01T00:00:00Z: the server's clock when the transaction began.
    public var microseconds: Int
    /// CloudEvents extension `partitionkey`: events with equal keys are handled in order.
    public var partitionKey: String
    /// Extension `unit`: the organisational unit that owns the record.
    public var unit: String?
    /// Extension `actor`: who caused it.
    public var actor: String?
    /// CloudEvents `dataschema`: a URI.
    public var dataSchema: String?
    /// W3C Trace Context `traceparent`.
    public var traceParent: String?
    /// W3C Trace Context `tracestate`.
    public var traceState: String?
    /// Extension `correlationid`: the business conversation the event belongs to.
    public var correlationID: String?
    /// Extension `causationid`: the event or command that led to this one.
    public var causationID: String?
    /// The data, as the bytes of a JSON text; nil when there is none.
    public var data: [UInt8]?

    /// CloudEvents `time` as a date.
    public var time: Date {
        Date(timeIntervalSince1970: Double(self.microseconds) / 1_000_000)
    }
}
