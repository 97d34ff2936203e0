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

    /// Without the data; `dataref` (a CloudEvents extension) says where the record is read, which is audited and asks
    /// for a token.
    static func thin(_ event: Event, publicURL: String) -> [UInt8] {
        var event = event
        event.data = nil
        var bytes = event.cloudEvent()
        guard let subject = event.subject else { return bytes }
        let base = publicURL.hasSuffix("/") ? String(publicURL.dropLast()) : publicURL
        bytes.removeLast()
        bytes += Array(",\"dataref\":".utf8) + JSON.string("\(base)\(event.source)/v1/\(subject)").bytes
        bytes.append(UInt8(ascii: "}"))
        return bytes
    }
}
