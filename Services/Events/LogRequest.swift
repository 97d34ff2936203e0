import EventBus
import HTTPTypes
import Hummingbird
import Model
import ServiceKit

/// What a reader of the log asks for: where to go on, and which events.
struct LogRequest {
    /// Events after this place; nil stands for those that come from now on.
    let after: LogPlace?
    let limit: Int
    /// How long to wait when there is nothing yet.
    let wait: Duration
    let filter: EventFilter
    /// What of it whoever asks may read.
    let reach: EventReach

    /// Reads the parameters `after`, `limit`, `wait`, `type`, `source`, `subject` and `unit`.
    ///
    /// - Parameters:
    ///   - request: the request.
    ///   - actor: who asks.
    ///   - parameters: those that may be given.
    init(_ request: Request, actor: Actor, parameters: LogParameters) throws {
        var issues = parameters.known.issues(of: request)
        func number(_ name: String, _ range: ClosedRange<Int>) -> Int? {
            do {
                return try request.number(name, in: range)
            } catch {
                issues += error.issues
                return nil
            }
        }
        func list(_ name: String) -> [String]? {
            let values = request.uri.queryParameters[values: Substring(name)]
                .flatMap { $0.split(separator: ",") }.map(String.init)
            return values.isEmpty ? nil : values
        }
        // A wrong name may have been meant for anything, so nothing is read before all are right.
        if !issues.isEmpty { throw ValidationError(issues) }
        // The header is what a browser sends by itself after a broken connection, so it is newer than the address.
        if let header = request.headers[HTTPField.Name.lastEventID] {
            guard let place = LogPlace(header) else { throw ValidationError([LogPlace.issue("/Last-Event-ID")]) }
            self.after = place
        } else if let text = request.uri.queryParameters["after"] {
            self.after = text == "now" ? nil : LogPlace(text)
            if text != "now", self.after == nil { issues.append(LogPlace.issue("/after")) }
        } else {
            self.after = LogPlace(position: 0)
        }
        self.limit = number("limit", 1...5000) ?? 500
        self.wait = .seconds(number("wait", 0...60) ?? 0)
        let types = list("type")
        let sources = list("source")
        let subjects = list("subject")
        let units = list("unit")
        if !issues.isEmpty { throw ValidationError(issues) }
        self.filter = EventFilter(types: types, sources: sources, units: units, subjects: subjects)
        self.reach = actor.eventReach
    }
}
