package import Model

/// Declarations in the words of JSON Schema 2020-12.
package enum JSONSchema {
    /// A record as it is read.
    static func record(_ resource: Resource) -> JSON {
        var properties = JSONObject()
        for field in resource.allFields { properties[field.name] = Self.field(field) }
        properties["state"] = .object(Self.state(resource))
        return [
            "type": "object", "description": .string(resource.summary.en),
            "required": ["id", "code", "unit", "state", "version", "createdAt", "createdBy", "updatedAt", "updatedBy"],
            "properties": .object(properties), "additionalProperties": false,
        ]
    }

    /// A record as it is answered to whoever has made or changed it: with what is doubtful about it beside its fields.
    static func answer(_ resource: Resource) -> JSON {
        Self.record(resource).properties {
            $0[StoredJSON.warningsMember] = [
                "type": "array", "minItems": 1, "items": Self.issue, "readOnly": true,
                "description": """
                What is doubtful about the record though it was taken: look-alikes, for one. Only there when something is, \
                and no part of the record: reading it again does not tell.
                """,
            ]
        }
    }

    /// Fields as they are read.
    ///
    /// What has to be given, and what is named, is always there.
    package static func output(_ fields: FieldSet, always: [String] = []) -> JSON {
        var properties = JSONObject()
        for field in fields.fields { properties[field.name] = Self.field(field) }
        let required = fields.fields.filter { $0.isRequired || always.contains($0.name) }.map { JSON.string($0.name) }
        return [
            "type": "object", "required": .array(required), "properties": .object(properties),
            "additionalProperties": false,
        ]
    }

    /// A record as events carry it: without what is sensitive, and without what is worked out only when it is read.
    package static func published(_ resource: Resource) -> JSON {
        var properties = JSONObject()
        for field in resource.allFields where !field.isSensitive && !field.isDerived {
            properties[field.name] = Self.field(field.withoutSensitiveItems)
        }
        properties["state"] = .object(Self.state(resource))
        return [
            "type": "object", "description": .string(resource.summary.en),
            "required": ["id", "code", "unit", "state", "version", "createdAt", "createdBy", "updatedAt", "updatedBy"],
            "properties": .object(properties), "additionalProperties": false,
        ]
    }

    private static func state(_ resource: Resource) -> JSONObject {
        var state = JSONObject()
        state["type"] = "string"
        state["enum"] = .array(resource.lifecycle.states.map { .string($0.name) })
        state["readOnly"] = true
        return state
    }

    /// What is sent to make or change a record.
    static func input(_ resource: Resource, requiring: Bool) -> JSON {
        Self.input(resource.allFields, requiring: requiring)
    }

    /// What is sent to give or change fields.
    package static func input(_ fields: [FieldSpec], requiring: Bool) -> JSON {
        var properties = JSONObject()
        let fields = fields.filter { !$0.isReadOnly && (requiring || !$0.traits.contains(.immutable)) }
        for field in fields {
            let schema = Self.field(field)
            // In a merge patch null empties a field (RFC 7396).
            properties[field.name] =
                requiring || field.isRequired ? schema : ["anyOf": [schema, ["type": "null"]]]
        }
        var object = JSONObject()
        object["type"] = "object"
        object["properties"] = .object(properties)
        let required = fields.filter(\.isRequired).map { JSON.string($0.name) }
        if requiring, !required.isEmpty { object["required"] = .array(required) }
        object["additionalProperties"] = false
        return .object(object)
    }

    /// One field.
    package static func field(_ field: FieldSpec) -> JSON {
        var schema = Self.kind(field.kind)
        schema["title"] = .string("\(field.label.en) · \(field.label.zh)")
        if let help = field.help { schema["description"] = .string(help.en) }
        if field.isReadOnly { schema["readOnly"] = true }
        return .object(schema)
    }

    private static func kind(_ kind: FieldKind) -> JSONObject {
        var schema = JSONObject()
        func members(_ properties: JSON, required: JSON? = nil) {
            schema["type"] = "object"
            schema["properties"] = properties
            if let required { schema["required"] = required }
            schema["additionalProperties"] = false
        }
        switch kind {
        case .text(let max, let format):
            schema["type"] = "string"
            schema["maxLength"] = .integer(Int64(max))
            switch format {
            case .url: schema["format"] = "uri"
            case .email: schema["format"] = "email"
            case .sha256: schema["pattern"] = "^[0-9a-f]{64}$"
            case .orcid: schema["pattern"] = "^\\d{4}-\\d{4}-\\d{4}-\\d{3}[0-9X]$"
            case .unitCode: schema["pattern"] = "^[a-z0-9][a-z0-9-]*$"
            case .accountName: schema["pattern"] = "^[a-z0-9][a-z0-9._@-]*$"
            case .line, .paragraphs: schema["minLength"] = 1
            }
        case .code(let list):
            schema["type"] = "string"
            schema["enum"] = Self.codes(list)
        case .codes(let list):
            schema["type"] = "array"
            schema["uniqueItems"] = true
            schema["items"] = ["type": "string", "enum": Self.codes(list)]
        case .localized(let max):
            let text: JSON = ["type": "string", "minLength": 1, "maxLength": .integer(Int64(max))]
            members(["zh": text, "en": text])
            schema["minProperties"] = 1
        case .integer(let range):
            schema["type"] = "integer"
            schema["minimum"] = .integer(range.lowerBound)
            schema["maximum"] = .integer(range.upperBound)
        case .decimal(let scale, let range):
            schema["type"] = "number"
            schema["minimum"] = .number(FixedDecimal(scaled: range.lowerBound, scale: scale).description)
            schema["maximum"] = .number(FixedDecimal(scaled: range.upperBound, scale: scale).description)
        case .boolean:
            schema["type"] = "boolean"
        case .date:
            schema["type"] = "string"
            schema["format"] = "date"
        case .period:
            members(["from": ["type": "string", "format": "date"], "to": ["type": "string", "format": "date"]])
            schema["description"] = "Half-open: from is inside, to is not."
        case .money:
            members(
                [
                    "minor": ["type": "integer", "minimum": 0],
                    "currency": ["type": "string", "enum": Self.codes(CodeLists.currencies)],
                ],
                required: ["minor", "currency"])
        case .reference(let target):
            schema["type"] = "string"
            schema["format"] = "uuid"
            schema["description"] = .string("A record of /\(target.service)/v1/\(target.collection).")
        case .items(let fields):
            var properties = JSONObject()
            for field in fields { properties[field.name] = Self.field(field) }
            var entry = JSONObject()
            entry["type"] = "object"
            entry["properties"] = .object(properties)
            let required = fields.filter(\.isRequired).map { JSON.string($0.name) }
            if !required.isEmpty { entry["required"] = .array(required) }
            entry["additionalProperties"] = false
            schema["type"] = "array"
            schema["maxItems"] = 500
            schema["items"] = .object(entry)
        }
        return schema
    }

    private static func codes(_ list: CodeList) -> JSON { .array(list.entries.map { .string($0.code) }) }

    /// A problem document; where there are imports, it may say how far one came.
    static func problem(withReport hasReport: Bool) -> JSON {
        var properties = JSONObject()
        properties["type"] = ["type": "string", "format": "uri-reference"]
        properties["title"] = ["type": "string"]
        properties["status"] = ["type": "integer"]
        properties["detail"] = ["type": "string"]
        properties["instance"] = ["type": "string"]
        properties["errors"] = ["type": "array", "items": Self.issue]
        if hasReport { properties["report"] = ["$ref": "#/components/schemas/ImportReport"] }
        return [
            "type": "object", "required": ["type", "title", "status"], "properties": .object(properties),
        ]
    }

    private static let issue: JSON = [
        "type": "object", "required": ["pointer", "field", "rule", "message"],
        "properties": [
            "line": ["type": "integer", "description": "The line of the file, from 1."],
            "element": ["type": "integer", "description": "Which element of a JSON file, from 1."],
            "pointer": ["type": "string"],
            "field": ["type": "string"],
            "rule": ["type": "string"], "message": ["type": "string"],
        ],
    ]

    /// What an import answers.
    static let importReport: JSON = [
        "type": "object",
        "required": ["created", "updated", "unchanged", "refused", "changes", "suspicious", "rejected"],
        "properties": [
            "created": Self.count("Rows that made a new record."),
            "updated": Self.count("Rows that changed a record."),
            "unchanged": Self.count("Rows that said what was known."),
            "refused": Self.count("Rows that were not taken."),
            "changes": Self.reasons("Which record a row changed, and which of its fields."),
            "suspicious": Self.reasons("What is doubtful about rows that were taken."),
            "rejected": Self.reasons("Why rows were not taken; a row may have several reasons."),
            "omitted": Self.count("Reasons that were left out, because there are too many."),
        ],
    ]

    private static func count(_ description: String) -> JSON {
        ["type": "integer", "minimum": 0, "description": .string(description)]
    }

    private static func reasons(_ description: String) -> JSON {
        ["type": "array", "items": Self.issue, "description": .string(description)]
    }

    /// One entry of the audit trail of units, people and tokens.
    static let identityAuditEntry: JSON = [
        "type": "object", "required": ["id", "at", "by", "action", "subject", "units"],
        "properties": [
            "id": ["type": "integer"], "at": ["type": "string", "format": "date-time"], "by": ["type": "string"],
            "action": ["type": "string", "enum": .array(IdentityAction.allCases.map { .string($0.rawValue) })],
            "subject": ["type": "string"], "units": ["type": "array", "items": ["type": "string"]],
            "before": ["type": "object", "description": "The fields that changed, as they were."],
            "after": ["type": "object", "description": "The fields that changed, as they are."],
        ],
        "additionalProperties": false,
    ]

    /// One entry of a history.
    static func historyEntry(_ record: JSON) -> JSON {
        [
            "type": "object", "required": ["version", "at", "by", "action", "changed", "record"],
            "properties": [
                "version": ["type": "integer"], "at": ["type": "string", "format": "date-time"],
                "by": ["type": "string"], "action": ["type": "string"],
                "changed": ["type": "array", "items": ["type": "string"]], "record": record,
            ],
        ]
    }
}

extension FieldSpec {
    /// The same list of groups without the parts of a group that never travel on the bus.
    fileprivate var withoutSensitiveItems: FieldSpec {
        guard let items = self.items, items.contains(where: \.isSensitive) else { return self }
        return FieldSpec(
            self.name, .items(items.filter { !$0.isSensitive }), zh: self.label.zh, en: self.label.en, help: self.help,
            self.traits)
    }
}
