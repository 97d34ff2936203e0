import HTTPTypes
import ServiceKit

extension HTTPField.Name {
    /// Where a reader of server-sent events goes on (HTML Standard, section 9.2.4).
    static let lastEventID = Self("Last-Event-ID").required
    /// Tells nginx not to hold an answer back until its buffer is full.
    static let accelBuffering = Self("X-Accel-Buffering").required
}
