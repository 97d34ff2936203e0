public import Model

#if canImport(FoundationEssentials)
public import FoundationEssentials
#else
public import Foundation
#endif

/// An event of your own, to be published.
public struct NewEvent: Sendable, Hashable {
    /// With ``source``, names the event for ever: publishing it once more changes nothing.
    ///
    /// Keep it with what the event tells of, so that a program that starts anew does not tell it twice.
    public var id: UUID
    /// `/integrators/{unit}/{token's name}`, or below it.
    public var source: String
    /// What happened; not beginning with a service's name.
    public var type: String
    /// What it is about.
    public var subject: String?
    /// When, RFC 3339; when it is published unless given.
    public var time: String?
    /// What is said about it; never contact data, passport numbers or bank details.
    public var data: JSON?
    /// Events with equal keys are handled in order; the subject unless given.
    public var partitionKey: String?
    /// The organisational unit whose event it is; that of the source unless given.
    public var unit: String?
    /// The business conversation that it belongs to.
    public var correlationID: String?
    /// The event or command that led to it.
    public var causationID: String?
    /// The trace that it belongs to (W3C Trace Context).
    public var traceparent: String?
    /// What those who record that trace say to each other; beside ``traceparent``.
    public var tracestate: String?
    /// A URI of what describes the data.
    public var dataSchema: String?

    /// An event that says what and about what; the rest can be set.
    public init(id: UUID = UUID(), source: String, type: String, subject: String? = nil, data: JSON? = nil) {
        self.id = id
        self.source = source
        self.type = type
        self.subject = subject
        self.data = data
    }

    /// The event in CloudEvents' JSON format.
    public var json: JSON {
        var object = JSONObject()
        object["specversion"] = "1.0"
        for (name, value) in [
            ("id", self.id.uuidString.lowercased()), ("source", self.source), ("type", self.type),
            ("subject", self.subject), ("time", self.time), ("partitionkey", self.partitionKey), ("unit", self.unit),
            ("correlationid", self.correlationID), ("causationid", self.causationID),
            ("traceparent", self.traceparent), ("tracestate", self.tracestate), ("dataschema", self.dataSchema),
        ] {
            if let value { object[name] = .string(value) }
        }
        if let data = self.data {
            object["datacontenttype"] = "application/json"
            object["data"] = data
        }
        return .object(object)
    }
}
