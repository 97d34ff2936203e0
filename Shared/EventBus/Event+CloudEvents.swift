import FoundationEssentials

extension Event {
    /// The media type of ``cloudEvent()``.
    public static let mediaType = "application/cloudevents+json"

    /// This event in the JSON event format of CloudEvents 1.0, structured mode, as UTF-8 on one line unless its data has more.
    ///
    /// Extensions: `sequence` (the position, as a string, as the extension of that name asks), `partitionkey`, `unit`,
    /// `actor`, `traceparent`, `tracestate`, `correlationid`, `causationid`. Attributes without a value are left out.
    public func cloudEvent() -> [UInt8] {
        var bytes: [UInt8] = []
        self.appendCloudEvent(to: &bytes)
        return bytes
    }

    /// Appends ``cloudEvent()`` to a buffer, so that a page of events is one piece of memory.
    public func appendCloudEvent(to bytes: inout [UInt8]) {
        bytes.reserveCapacity(bytes.count + 512 + (self.data?.count ?? 0))
        bytes.append(contentsOf: #"{"specversion":"1.0","id":""#.utf8)
        bytes.append(contentsOf: self.id.uuidString.lowercased().utf8)
        bytes.append(UInt8(ascii: "\""))
        Event.append("source", self.source, to: &bytes)
        Event.append("type", self.type, to: &bytes)
        Event.append("subject", self.subject, to: &bytes)
        bytes.append(contentsOf: #","time":""#.utf8)
        Timestamp.append(self.microseconds, to: &bytes)
        bytes.append(contentsOf: #"","sequence":""#.utf8)
        bytes.append(contentsOf: String(self.position).utf8)
        bytes.append(UInt8(ascii: "\""))
        Event.append("partitionkey", self.partitionKey, to: &bytes)
        Event.append("unit", self.unit, to: &bytes)
        Event.append("actor", self.actor, to: &bytes)
        Event.append("traceparent", self.traceParent, to: &bytes)
        Event.append("tracestate", self.traceState, to: &bytes)
        Event.append("correlationid", self.correlationID, to: &bytes)
        Event.append("causationid", self.causationID, to: &bytes)
        Event.append("dataschema", self.dataSchema, to: &bytes)
        if let data {
            bytes.append(contentsOf: #","datacontenttype":"application/json","data":"#.utf8)
            bytes.append(contentsOf: data)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private static func append(_ name: StaticString, _ value: String?, to bytes: inout [UInt8]) {
        guard let value else { return }
        bytes.append(contentsOf: #",""#.utf8)
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: #"":"#.utf8)
        bytes.append(jsonString: value)
    }
}
