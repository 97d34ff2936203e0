import Model
import ServiceKit

/// The parameters by which the log is read: as they are described, and as they are checked.
struct LogParameters: Sendable {
    /// Those that the address takes.
    let known: KnownParameters

    private init(_ single: [String]) {
        self.known = KnownParameters(single: single, lists: ["type", "source", "subject", "unit"])
    }

    /// Those of the log.
    static let log = LogParameters(["after", "limit", "wait"])
    /// Those of the stream, which has no portions and always waits.
    static let stream = LogParameters(["after"])

    /// The parameters in OpenAPI's words.
    var description: [JSON] { self.known.names.compactMap { Self.descriptions[$0] } + [Self.lastEventID] }

    private static let descriptions: [String: JSON] = [
        "after": Endpoint.query(
            "after",
            """
            The place after which to begin: 0 for the oldest event there is, `now` for what comes. With the incarnation \
            behind an @, a place of a log that was restored since is refused and not taken for one of this log.
            """,
            schema: ["anyOf": [LogPlace.schema, ["type": "string", "enum": ["now"]]], "default": "0"]),
        "limit": Endpoint.query(
            "limit", "The most events in the answer, which also ends with the event that makes it four mebibytes long.",
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
