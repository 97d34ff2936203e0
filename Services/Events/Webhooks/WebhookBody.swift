import EventBus
import Model

/// What is sent of an event: a CloudEvent, with its data or with a link to it.
enum WebhookBody {
    /// Nil when the event is no more.
    static func bytes(_ job: WebhookWorker.Job, isThin: Bool, publicURL: String) -> [UInt8]? {
        if let test = job.delivery.test { return test }
        guard let event = job.event else { return nil }
        return isThin ? Self.thin(event, publicURL: publicURL) : event.cloudEvent()
    }

    /// Without the data; `dataref` (a CloudEvents extension) says where they are read, which asks for a token.
    ///
    /// That is the record itself, as it is by then, whose reading is audited. What other systems publish has no record here,
    /// and is read where it stands in the log.
    static func thin(_ event: Event, publicURL: String) -> [UInt8] {
        var event = event
        event.data = nil
        var bytes = event.cloudEvent()
        let base = publicURL.hasSuffix("/") ? String(publicURL.dropLast()) : publicURL
        let path =
            event.subject.flatMap { event.source.hasPrefix("/integrators/") ? nil : "\(event.source)/v1/\($0)" }
            ?? "/events/v1/log?after=\(event.position - 1)&limit=1"
        bytes.removeLast()
        bytes += Array(",\"dataref\":".utf8) + JSON.string(base + path).bytes
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }
}
