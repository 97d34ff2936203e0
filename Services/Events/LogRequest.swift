import EventBus
import HTTPTypes
import Hummingbird
import Model
import ServiceKit

/// What a reader of the log asks for: where to go on, and which events.
struct LogRequest {
    /// Events after this position; nil stands for those that come from now on.
    let after: Int?
    let limit: Int
    /// How long to wait when there is nothing yet.
    let wait: Duration
    let filter: EventFilter

    /// Reads the parameters `after`, `limit`, `wait`, `type`, `source` and `unit`.
    ///
    /// - Parameters:
    ///   - request: the request.
    ///   - actor: who asks.
    ///   - parameters: those that may be given.
    init(_ request: Request, actor: Actor, parameters: LogParameters) throws {
        var issues = parameters.issues(of: request)
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
            guard let position = Int(header), position >= 0 else {
                throw ValidationError(
                    "/Last-Event-ID", .format, Label(zh: "应为位置（整数）", en: "Must be a position (a whole number)"))
            }
            self.after = position
        } else if request.uri.queryParameters["after"] == "now" {
            self.after = nil
        } else {
            self.after = number("after", 0...Int.max) ?? 0
        }
        self.limit = number("limit", 1...5000) ?? 500
        self.wait = .seconds(number("wait", 0...60) ?? 0)
        let types = list("type")
        let sources = list("source")
        var units = list("unit")
        // Somebody who may read some units only gets the events of these, whatever was asked for.
        if let readable = actor.access.readableUnits {
            units = units.map { asked in asked.filter(readable.contains) } ?? readable
        }
        if !issues.isEmpty { throw ValidationError(issues) }
        self.filter = EventFilter(types: types, sources: sources, units: units)
    }
}
