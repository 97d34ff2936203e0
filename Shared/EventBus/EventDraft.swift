public import FoundationEssentials

/// An event that has yet to be published.
public struct EventDraft: Sendable, Hashable {
    /// CloudEvents `id`.
    ///
    /// Time-ordered unless the caller chose it.
    public var id: UUID
    /// CloudEvents `source`: the one the publishing role is registered for.
    public var source: String
    /// CloudEvents `type`: lower-case words joined by dots.
    public var type: String
    /// CloudEvents `subject`: what it is about.
    public var subject: String?
    /// CloudEvents extension `partitionkey`: events with equal keys are handled in order.
    public var partitionKey: String
    /// The data, as the bytes of a JSON text.
    ///
    /// Never contact data, passport numbers or bank details.
    public var data: [UInt8]?
    /// Extension `unit`: the organisational unit that owns the record.
    public var unit: String?
    /// Extension `actor`: who causes it.
    public var actor: String?
    /// CloudEvents `dataschema`: a URI.
    public var dataSchema: String?
    /// W3C Trace Context `traceparent`.
    public var traceParent: String?
    /// W3C Trace Context `tracestate`, of the same trace.
    public var traceState: String?
    /// Extension `correlationid`.
    public var correlationID: String?
    /// Extension `causationid`.
    public var causationID: String?

    /// A draft; without a partition key, events about one subject stay in order.
    ///
    /// Unless told otherwise it belongs to the trace of the task that makes it.
    public init(
        id: UUID = .timeOrdered(),
        source: String,
        type: String,
        subject: String? = nil,
        data: [UInt8]? = nil,
        partitionKey: String? = nil,
        unit: String? = nil,
        actor: String? = nil,
        dataSchema: String? = nil,
        traceParent: String? = TraceContext.current?.traceparent,
        traceState: String? = TraceContext.current?.state,
        correlationID: String? = nil,
        causationID: String? = nil,
    ) {
        self.id = id
        self.source = source
        self.type = type
        self.subject = subject
        self.partitionKey = partitionKey ?? subject ?? id.uuidString
        self.data = data
        self.unit = unit
        self.actor = actor
        self.dataSchema = dataSchema
        self.traceParent = traceParent
        self.traceState = traceState
        self.correlationID = correlationID
        self.causationID = causationID
    }
}
