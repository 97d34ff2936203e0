import Model
import ServiceKit

/// The AsyncAPI 3.0 description of the bus as other systems see it.
///
/// Every kind of event of every service is a message, and can be had in every way there is; so the channels are the ways,
/// and all name the same messages.
struct AsyncAPIDocument: Sendable {
    let publicURL: String?
    var types = EventCatalogue.types

    var json: JSON {
        var document = JSONObject()
        document["asyncapi"] = "3.0.0"
        document["info"] = Self.info
        if let server = self.publicURL.flatMap(AsyncAPIWords.server) { document["servers"] = ["office": server] }
        document["defaultContentType"] = .string(ContentMode.structuredType)
        document["channels"] = self.channels
        document["operations"] = self.operations
        document["components"] = [
            "messages": .object(self.messages), "schemas": .object(self.schemas),
            "securitySchemes": [
                "token": [
                    "type": "http", "scheme": "bearer", "description": "A token `yz_…` with the role integrator.",
                ]
            ],
        ]
        return .object(document)
    }

    private static let info: JSON = [
        "title": "Yizhan events · 驿站 事件",
        "version": "1",
        "description": """
        Events are CloudEvents 1.0. Their `sequence` is the position in the log: dense, the same for every reader, and all \
        that a reader has to remember. Contact data and numbers of persons never travel.
        """,
        "license": ["name": "Proprietary"],
    ]

    // MARK: Channels

    /// An event of another system, as it stands in the log.
    private static let integratorMessage = "integrator"
    /// The same, as it is handed in.
    private static let publicationMessage = "publication"
    /// What a webhook is tried out with.
    private static let testMessage = "events.webhook.test"

    private var channels: JSON {
        let published = self.types.map(\.name) + [Self.integratorMessage]
        return [
            "log": self.channel(
                "/events/v1/log", "The log in portions", "From any position on, with long poll (`wait`).", published),
            "stream": self.channel(
                "/events/v1/stream", "The log as server-sent events",
                "`id` is the place; a connection that breaks is made again with `Last-Event-ID`.", published),
            "webhook": self.channel(
                nil, "Webhooks",
                """
                Sent to the address of a webhook (`/events/v1/webhooks`), signed by Standard Webhooks. One that wants no \
                data is told by `dataref` where they are read.
                """,
                published + [Self.testMessage]),
            "receive": self.channel(
                "/events/v1/subscriptions/{name}/receive", "A subscription",
                "With a receipt; what is not acknowledged comes again. The place in the log is kept.", published,
                parameters: ["name": ["description": "The subscription's name."]]),
            "publish": self.channel(
                PublishRoute.path, "Events of other systems",
                """
                Structured, binary or batched; under the source of the token that publishes. To be published at a moment \
                to come they are handed in at `\(ScheduleRoutes.path)`.
                """,
                [Self.publicationMessage]),
        ]
    }

    /// The key of a message, whose `name` is the type as it is.
    ///
    /// In the narrowest reading of the specification a key is made of letters, digits, _ and -.
    private static func key(_ type: String) -> String { String(type.map { $0 == "." ? "-" : $0 }) }

    private func channel(
        _ address: String?, _ title: String, _ description: String, _ messages: [String], parameters: JSON? = nil,
    ) -> JSON {
        let references = messages.map { name in
            (Self.key(name), AsyncAPIWords.reference("components/messages", Self.key(name)))
        }
        var channel = JSONObject()
        channel["address"] = address.map(JSON.string) ?? .null
        channel["title"] = .string(title)
        channel["description"] = .string(description)
        channel["parameters"] = parameters
        channel["messages"] = .object(JSONObject(references))
        return .object(channel)
    }

    // MARK: Operations

    private var operations: JSON {
        var operations = JSONObject()
        // Their actions are the office's: it sends what others read.
        for (name, channel, action, method) in [
            ("readLog", "log", "send", "GET"), ("streamLog", "stream", "send", "GET"),
            ("callWebhook", "webhook", "send", "POST"), ("receiveEvents", "receive", "send", "POST"),
            ("publishEvents", "publish", "receive", "POST"),
        ] {
            var operation = JSONObject()
            operation["action"] = .string(action)
            operation["channel"] = AsyncAPIWords.reference("channels", channel)
            operation["bindings"] = ["http": ["method": .string(method), "bindingVersion": "0.3.0"]]
            if channel != "webhook" {
                operation["security"] = [AsyncAPIWords.reference("components/securitySchemes", "token")]
            }
            operations[name] = .object(operation)
        }
        return .object(operations)
    }

    // MARK: Messages

    private var messages: JSONObject {
        var messages = JSONObject()
        for type in self.types {
            messages[Self.key(type.name)] = [
                "name": .string(type.name), "title": .string("\(type.label.en) · \(type.label.zh)"),
                "contentType": .string(ContentMode.structuredType),
                "payload": [
                    "allOf": [
                        AsyncAPIWords.reference("components/schemas", "Event"),
                        [
                            "type": "object",
                            "description": "`data` is absent when it was erased, or is to be read at `dataref`.",
                            "properties": [
                                "type": ["const": .string(type.name)], "source": ["const": .string(type.source)],
                                "data": AsyncAPIWords.reference("components/schemas", type.payload.schemaName),
                            ],
                        ],
                    ]
                ],
            ]
        }
        messages[Self.integratorMessage] = [
            "name": .string(Self.integratorMessage), "title": "An event of another system · 其他系统的事件",
            "contentType": .string(ContentMode.structuredType),
            "payload": [
                "allOf": [
                    AsyncAPIWords.reference("components/schemas", "Event"),
                    ["type": "object", "properties": ["source": ["pattern": "^/integrators/"]]],
                ]
            ],
        ]
        messages[Self.key(Self.testMessage)] = [
            "name": .string(Self.testMessage), "title": "A test of a webhook · 网络钩子测试",
            "contentType": .string(ContentMode.structuredType),
            "payload": [
                "type": "object", "required": ["specversion", "id", "source", "type", "data"],
                "properties": [
                    "specversion": ["const": "1.0"], "id": ["type": "string", "format": "uuid"],
                    "source": ["const": "/events"], "type": ["const": .string(Self.testMessage)],
                    "time": ["type": "string", "format": "date-time"],
                    "data": ["type": "object", "properties": ["message": ["type": "string"]]],
                ],
            ],
        ]
        messages[Self.publicationMessage] = [
            "name": .string(Self.publicationMessage), "title": "An event that is handed in · 提交的事件",
            "contentType": .string(ContentMode.structuredType),
            "payload": AsyncAPIWords.reference("components/schemas", "PublishedEvent"),
        ]
        return messages
    }

    private var schemas: JSONObject {
        var schemas = JSONObject([("Event", LogDescription.event), ("PublishedEvent", LogDescription.publishedEvent)])
        for type in self.types where schemas[type.payload.schemaName] == nil {
            schemas[type.payload.schemaName] = type.payload.schema
        }
        return schemas
    }
}

extension EventType.Payload {
    /// The name of the data's schema: `PartnersAgreement`.
    fileprivate var schemaName: String {
        switch self {
        case .change(let resource):
            let words = "\(resource.service)_\(resource.name)".split { $0 == "_" || $0 == "-" }
            return words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
        case .fields(_, let name): return name
        }
    }

    fileprivate var schema: JSON {
        switch self {
        case .change(let resource):
            return [
                "type": "object", "required": ["record", "changed"], "additionalProperties": false,
                "properties": [
                    "record": JSONSchema.published(resource),
                    "changed": [
                        "type": "array", "items": ["type": "string"],
                        "description": "The names of the fields that changed.",
                    ],
                ],
            ]
        case .fields(let fields, _):
            var properties = JSONObject()
            for field in fields { properties[field.name] = JSONSchema.field(field) }
            return [
                "type": "object", "required": ["record"], "additionalProperties": false,
                "properties": [
                    "record": [
                        "type": "object", "properties": .object(properties), "additionalProperties": false,
                    ]
                ],
            ]
        }
    }
}
