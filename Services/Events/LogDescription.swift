import Model
import ServiceKit

/// What the log answers, in OpenAPI's words.
enum LogDescription {
    /// A portion of the log.
    static let page: JSON = [
        "type": "object", "required": ["events", "next", "head", "incarnation"], "additionalProperties": false,
        "properties": [
            "events": ["type": "array", "items": Self.event],
            "next": ["type": "integer", "description": "The position to read after next, past what was filtered out."],
            "head": ["type": "integer", "description": "The position of the newest event there is."],
            "incarnation": Self.text(
                "In which life of the log the positions hold; a reader that keeps it reads on with `after=next@incarnation`."
            ),
        ],
    ]

    /// The stream: text, because OpenAPI has no words for its parts.
    static let stream: JSON = [
        "type": "string",
        "description": """
        Server-sent events (HTML Standard, section 9.2): `id` is the place, as `4711@1a2b3c4d`, `event` the type, `data` the event as in \
        `events` of /events/v1/log. A connection that breaks is made again with `Last-Event-ID`.
        """,
    ]

    /// The log in CloudEvents' batched mode.
    static let batch: JSON = [
        "type": "array", "items": Self.event,
        "description": "The events alone. Where to read next is in the header Link, as `next`.",
    ]

    /// An event as it is published: what the system sets itself is not in it.
    static let publishedEvent: JSON = [
        "type": "object", "required": ["specversion", "id", "source", "type"], "additionalProperties": false,
        "properties": [
            "specversion": ["type": "string", "enum": ["1.0"]],
            "id": ["type": "string", "format": "uuid"],
            "source": Self.text("`/integrators/{unit}/{token's name}` (of a person `person:{account}`), or below it."),
            "type": Self.text("What happened; not beginning with a service's name."),
            "subject": Self.text("What it is about."),
            "time": ["type": "string", "format": "date-time"],
            "partitionkey": Self.text("Events with equal keys are handled in order; the subject unless given."),
            "unit": Self.text("The organisational unit whose event it is; that of the source unless given."),
            "traceparent": Self.text("The trace that it belongs to (W3C Trace Context)."),
            "tracestate": Self.text("What those who record the trace say to each other; beside `traceparent`."),
            "correlationid": Self.text("The business conversation that it belongs to."),
            "causationid": Self.text("The event or command that led to it."),
            "dataschema": Self.text("What describes the data."),
            "datacontenttype": ["type": "string", "enum": ["application/json"]],
            "data": ["description": "What is said about it; any JSON, without contact data and the like."],
        ],
    ]

    /// An event as it is scheduled: its time is when it is published.
    static let newScheduledEvent = Self.publishedEvent.properties { $0["time"] = nil }

    /// An event as it waits to be published.
    static let scheduledEvent = Self.newScheduledEvent.properties { $0["actor"] = Self.text("Who has scheduled it.") }

    /// An event in CloudEvents' structured JSON.
    static let event: JSON = [
        "type": "object",
        "required": ["specversion", "id", "source", "type", "time", "sequence", "partitionkey"],
        "properties": [
            "specversion": ["type": "string", "enum": ["1.0"]],
            "id": ["type": "string", "format": "uuid"],
            "source": Self.text("The service, or the integrator, that says it."),
            "type": Self.text("What happened, such as `partners.agreement.signed`."),
            "subject": Self.text("The record that it is about."),
            "time": ["type": "string", "format": "date-time"],
            "sequence": Self.text("The position in the log."),
            "partitionkey": Self.text("Events with equal keys are to be handled in order."),
            "unit": Self.text("The organisational unit that owns the record."),
            "actor": Self.text("Who caused it."),
            "traceparent": Self.text("The trace of the request that caused it (W3C Trace Context)."),
            "tracestate": Self.text("What those who record the trace say to each other."),
            "correlationid": Self.text("The business conversation that it belongs to."),
            "causationid": Self.text("The event or command that led to it."),
            "dataschema": Self.text("What describes the data."),
            "datacontenttype": Self.text("The media type of the data."),
            "data": ["description": "What is said about it; any JSON."],
        ],
    ]

    /// What is refused beyond the usual.
    static let problems: [(status: String, description: String)] = [
        (status: "401", description: "Nobody has said who asks (`unauthenticated`)."),
        (status: "403", description: "Who asks holds no role that may read the log (`forbidden`)."),
        (
            status: "409",
            description: """
            The position is ahead of the log, as after a restore (`position-ahead`), or of an incarnation that went \
            another way (`position-foreign`).
            """
        ),
        (status: "410", description: "The log begins after the position by now (`position-expired`)."),
        (status: "422", description: "A parameter is unknown, repeated or out of bounds (`validation`)."),
        (status: "503", description: "Too many wait already, or the database is busy (`busy`)."),
    ]

    private static func text(_ description: String) -> JSON {
        ["type": "string", "description": .string(description)]
    }
}
