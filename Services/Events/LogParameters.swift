import Hummingbird
import Model
import ServiceKit

/// The parameters by which the log is read: as they are described, and as they are checked.
///
/// A misspelt one is refused. Ignored, a filter that was meant would let everything through.
struct LogParameters: Sendable {
    /// Those that have one value.
    private let single: [String]
    /// Those that may be given again, for one value more.
    private static let lists = ["type", "source", "subject", "unit"]

    /// Those of the log.
    static let log = LogParameters(single: ["after", "limit", "wait"])
    /// Those of the stream, which has no portions and always waits.
    static let stream = LogParameters(single: ["after"])

    private var names: [String] { self.single + Self.lists }

    /// What is wrong with the names that a request gives.
    func issues(of request: Request) -> [Issue] {
        var issues: [Issue] = []
        var seen: Set<String> = []
        // Every address takes `lang`; between two & there is nothing.
        for pair in request.uri.queryParameters where pair.key != "lang" && !pair.key.isEmpty {
            let name = String(pair.key)
            if !self.names.contains(name) {
                issues.append(Issue("/\(name)", .unknownField, .noParameter(name, known: self.names)))
            } else if !seen.insert(name).inserted, self.single.contains(name) {
                issues.append(Issue("/\(name)", .duplicate, .repeatedParameter(name)))
            }
        }
        return issues
    }

    /// The parameters in OpenAPI's words.
    var description: [JSON] { self.names.compactMap { Self.descriptions[$0] } + [Self.lastEventID] }

    private static let descriptions: [String: JSON] = [
        "after": Endpoint.query(
            "after",
            """
            The place after which to begin: 0 for the oldest event there is, `now` for what comes. With the incarnation \
            behind an @, a place of a log that was restored since is refused and not taken for one of this log.
            """,
            schema: ["anyOf": [LogPlace.schema, ["type": "string", "enum": ["now"]]], "default": "0"]),
        "limit": Endpoint.query(
            "limit", "The most events in the answer.",
            schema: ["type": "integer", "minimum": 1, "maximum": 5000, "default": 500]),
        "wait": Endpoint.query(
            "wait", "How many seconds to wait for an event when there is none yet.",
            schema: ["type": "integer", "minimum": 0, "maximum": 60, "default": 0]),
        "type": Self.list(
            "type", "Only events of these types, such as `partners.agreement.signed`; * stands for anything."),
        "source": Self.list("source", "Only events of these services, such as `/partners`."),
        "subject": Self.list(
            "subject", "Only events about these records, such as `agreements/*`; * stands for anything."),
        "unit": Self.list("unit", "Only events of records that these units own; not of the units below them."),
    ]

    private static let lastEventID = Endpoint.header(
        "Last-Event-ID", "The place after which to go on, the last `id` of a stream; counts for more than `after`.",
        schema: LogPlace.schema)

    private static func list(_ name: String, _ description: String) -> JSON {
        Endpoint.query(
            name, "\(description) May be given again; several may stand in one, with commas between.",
            schema: ["type": "array", "items": ["type": "string"]])
    }
}
