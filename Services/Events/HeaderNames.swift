import HTTPTypes
import ServiceKit

extension HTTPField.Name {
    /// Asks a browser to load a page again after some seconds (HTML Standard, section 4.2.5.3, as a header).
    static let refresh = Self("Refresh").required
    /// Where a reader of server-sent events goes on (HTML Standard, section 9.2.4).
    static let lastEventID = Self("Last-Event-ID").required
    /// Tells nginx not to hold an answer back until its buffer is full.
    static let accelBuffering = Self("X-Accel-Buffering").required
}
