import Model

/// The operations of one record type in OpenAPI's words.
struct OpenAPIOperations: Sendable {
    private let collection: Collection

    init(_ collection: Collection) {
        self.collection = collection
    }

    private var resource: Resource { self.collection.resource }
    private var name: String { self.resource.schemaName }

    private func operation(
        _ id: String, _ summary: String, parameters: [JSON] = [], body: JSON? = nil, status: String = "200",
        answer: JSON? = nil, headers: JSON? = nil,
    ) -> JSON {
        OpenAPIWords.operation(
            "\(id)\(self.name)", summary, tag: self.resource.collection, parameters: parameters, body: body,
            status: status, answer: answer, headers: headers)
    }

    private func reference(_ name: String) -> JSON { OpenAPIWords.reference(name) }
    private func content(_ type: String, _ schema: JSON) -> JSON { OpenAPIWords.content(type, schema) }
    private func jsonContent(_ schema: JSON) -> JSON { OpenAPIWords.jsonContent(schema) }
    private var etag: JSON { OpenAPIWords.etag }

    private static func parameter(
        _ name: String, in place: String, _ description: String, required: Bool = false,
        schema: JSON = ["type": "string"],
    ) -> JSON {
        OpenAPIWords.parameter(name, in: place, description, required: required, schema: schema)
    }

    private static let id = Self.parameter(
        "id", in: "path", "The record's id.", required: true, schema: ["type": "string", "format": "uuid"])
    private static let ifMatch = OpenAPIWords.ifMatch
    private static let key = OpenAPIWords.key
    private static let dryRun = Self.parameter(
        "dryRun", in: "query", "Find out everything, change nothing.", schema: ["type": "boolean", "default": false])

    private var filters: [JSON] {
        let searched = self.resource.searchedReferences
        let through = searched.map { "`\($0.name)`" }.joined(separator: ", ")
        let words =
            "Words that have to occur, Chinese or English"
            + (searched.isEmpty ? "." : ", also in the names of what \(through) refers to.")
        var filters: [JSON] = [Self.parameter("q", in: "query", words)]
        for field in self.resource.allFields where !field.isDerived {
            for (name, description) in self.parameters(of: field) {
                filters.append(Self.parameter(name, in: "query", description))
            }
        }
        for filter in self.collection.filters {
            filters.append(Self.parameter(filter.name, in: "query", filter.label.en))
        }
        return filters
    }

    private func parameters(of field: FieldSpec) -> [(String, String)] {
        let label = field.label.en
        switch field.kind {
        case .items(let items):
            return items.filter { $0.items == nil }.flatMap { item in
                self.parameters(of: item).map { ("\(field.name).\($0.0)", "\(label): \($0.1)") }
            }
        case .money: return [("\(field.name).exists", "\(label) is given")]
        case .date, .integer, .decimal:
            return [
                (field.name, "\(label): any of these, separated by commas"),
                ("\(field.name).from", "\(label), at least"), ("\(field.name).to", "\(label), at most"),
            ]
        case .text where field.isTimestamp:
            return [
                (field.name, "\(label): any of these times, separated by commas"),
                ("\(field.name).from", "\(label), no earlier: a day or an RFC 3339 time"),
                ("\(field.name).to", "\(label), no later: a day or an RFC 3339 time"),
            ]
        case .period:
            return [
                (field.name, "\(label) contains this date"), ("\(field.name).from", "\(label) begins no earlier"),
                ("\(field.name).to", "\(label) ends no later"),
            ]
        case .code(let list) where list.name == CodeLists.countries.name:
            return [
                (field.name, "\(label): any of these"),
                ("\(field.name).group", "\(label) is in this group of countries"),
                ("\(field.name).groupOn", "The date on which membership of the group counts"),
            ]
        default: return [(field.name, "\(label): any of these, separated by commas")]
        }
    }

    private var paging: [JSON] {
        [
            Self.parameter("sort", in: "query", "A field's name, with - before it for descending."),
            Self.parameter(
                "limit", in: "query", "Records a page.",
                schema: ["type": "integer", "minimum": 1, "maximum": 500, "default": 50]),
            Self.parameter("after", in: "query", "The cursor `next` of the page before."),
            Self.parameter("total", in: "query", "Whether to count all matching records.", schema: ["type": "boolean"]),
        ]
    }

    var collectionItem: JSON {
        let page: JSON = [
            "type": "object", "required": ["items"],
            "properties": [
                "items": ["type": "array", "items": self.reference(self.name)], "next": ["type": "string"],
                "total": ["type": "integer"],
            ],
        ]
        var item = JSONObject()
        item["get"] = self.operation(
            "list", "List: \(self.resource.plural.en)", parameters: self.filters + self.paging,
            answer: self.jsonContent(page))
        guard !self.collection.isKeptByProgram else { return .object(item) }
        item["post"] = self.operation(
            "create", "Create: \(self.resource.label.en)", parameters: [Self.key, Self.dryRun],
            body: ["required": true, "content": self.jsonContent(self.reference("New\(self.name)"))], status: "201",
            answer: self.jsonContent(self.reference("\(self.name)Answer")), headers: self.etag)
        return .object(item)
    }

    var countItem: JSON {
        let count: JSON = [
            "type": "object", "required": ["count"],
            "properties": [
                "count": ["type": "integer"], "groups": ["type": "array", "items": ["type": "object"]],
            ],
            "additionalProperties": true,
        ]
        let parameters = [
            Self.parameter("by", in: "query", "Fields by whose values to count."),
            Self.parameter("distinct", in: "query", "Fields whose distinct values to count."),
        ]
        return [
            "get": self.operation(
                "count", "Count: \(self.resource.plural.en)", parameters: self.filters + parameters,
                answer: self.jsonContent(count))
        ]
    }

    var importItem: JSON {
        let table: JSON = [
            "type": "string",
            "description": """
            A line of column names, then a record a line (RFC 4180). The columns are those of the export: a part of a \
            field after a dot (`title.zh`), several codes with semicolons between, lists of groups in JSON. UTF-8 with or \
            without a byte order mark; `charset=gb18030` and `charset=gbk` are understood, and without a charset what is \
            not UTF-8 is taken for GB 18030.
            """,
        ]
        let lines: JSON = ["type": "string", "description": "A record a line, in JSON."]
        let contents: JSON = [
            "text/csv": ["schema": table],
            "application/json": ["schema": ["type": "array", "items": self.importedRecord]],
            "application/x-ndjson": ["schema": lines],
        ]
        var item = self.operation(
            "import", "Import: \(self.resource.plural.en)",
            parameters: [
                Self.dryRun
            ],
            body: [
                "required": true, "content": contents,
                "description": .string(
                    "At most \(ImportUpload.byteLimit >> 20) MiB and \(ImportUpload.rowLimit) rows. What the system "
                        + "fills in (id, state, version…) may be sent as it was exported."),
            ],
            answer: self.jsonContent(self.reference("ImportReport")))
        item.set(
            """
            Good rows are taken in, bad and doubtful ones are reported by their line in the file. Rows that are kept \
            already are recognized, by id, by code and by what else tells such records apart, and changed where they \
            differ; a row that says nothing but what a record of the same unit says is that record. So an import can be \
            repeated. References may be given by code as well as by id. Many rows are worked off in portions, each a transaction; if the database \
            fails between two, the answer is a problem `import-interrupted` whose `report` says what was done, and the \
            same upload can be sent again.
            """, for: "description")
        return ["post": item]
    }

    /// A new record, and what an export adds to it.
    private var importedRecord: JSON {
        let line: JSON = [
            "type": "integer", "minimum": 1, "maximum": .integer(Int64(Int32.max)),
            "description": "Where the record stood in the file that it comes from; for the report.",
        ]
        let element: JSON = [
            "type": "integer", "minimum": 1, "maximum": .integer(Int64(Int32.max)),
            "description": "With `line`: which element it was there, when that was a JSON file.",
        ]
        return [
            "type": "object", "properties": ["line": line, "element": element], "additionalProperties": true,
        ]
    }

    func exportItem(_ type: String) -> JSON {
        [
            "get": self.operation(
                type == "text/csv" ? "exportTable" : "exportLines", "Export: \(self.resource.plural.en)",
                parameters: self.filters, answer: self.content(type, ["type": "string"]))
        ]
    }

    var recordItem: JSON {
        let record = self.jsonContent(self.reference(self.name))
        var item = JSONObject()
        item["get"] = self.operation(
            "read", "Read: \(self.resource.label.en)", parameters: [Self.id], answer: record, headers: self.etag)
        guard !self.collection.isKeptByProgram else { return .object(item) }
        item["patch"] = self.operation(
            "update", "Change by JSON Merge Patch: \(self.resource.label.en)",
            parameters: [Self.id, Self.ifMatch, Self.dryRun],
            body: [
                "required": true,
                "content": self.content("application/merge-patch+json", self.reference("\(self.name)Patch")),
            ],
            answer: self.jsonContent(self.reference("\(self.name)Answer")), headers: self.etag)
        item["delete"] = self.operation(
            "delete", "Delete: \(self.resource.label.en)", parameters: [Self.id, Self.ifMatch, Self.dryRun],
            status: "204")
        return .object(item)
    }

    var historyItem: JSON {
        let history: JSON = [
            "type": "object", "required": ["items"],
            "properties": ["items": ["type": "array", "items": JSONSchema.historyEntry(self.reference(self.name))]],
        ]
        return [
            "get": self.operation(
                "history", "History, newest first: \(self.resource.label.en)", parameters: [Self.id],
                answer: self.jsonContent(history))
        ]
    }

    func transitionItem(_ transition: Transition) -> JSON {
        var properties = JSONObject()
        for name in transition.accepts {
            if let field = self.resource.anyField(name) { properties[name] = JSONSchema.field(field) }
        }
        let schema: JSON = [
            "type": "object", "properties": .object(properties), "additionalProperties": false,
        ]
        return [
            "post": self.operation(
                "\(transition.name)Of",
                "\(transition.label.en) (\(transition.from.joined(separator: ", ")) → \(transition.to))",
                parameters: [
                    Self.id, Self.key, OpenAPIWords.ifMatchOptional, Self.dryRun,
                ],
                body: ["content": self.jsonContent(schema)], answer: self.jsonContent(self.reference(self.name)),
                headers: self.etag)
        ]
    }
}

extension JSON {
    fileprivate mutating func set(_ text: String, for key: String) {
        guard case .object(var object) = self else { return }
        object[key] = .string(text)
        self = .object(object)
    }
}
