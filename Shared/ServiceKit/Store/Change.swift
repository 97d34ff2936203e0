public import Model

/// One change to one record, on its way to the table: what it was, what it shall be, who wants it and why.
public struct Change: Sendable {
    /// What is being done.
    public enum Kind: Sendable {
        /// A new record.
        case create
        /// An edit.
        case update
        /// A step of the lifecycle.
        case transition(Transition)
        /// The record goes away; its history stays.
        case delete
    }

    /// What is being done.
    public let kind: Kind
    /// The record's id.
    public let id: RecordID
    /// The record as it was; nil for a new one.
    public let before: Record?
    /// The record as it shall be.
    ///
    /// Rules may change it.
    public var after: Record
    /// The names of the fields that differ.
    ///
    /// Rules that set a field add its name.
    public var changed: [String]
    /// Who asks for it, as it will stand in the history.
    public let actor: String
    /// When, by the clock of this process.
    public let at: Instant
    /// The last part of the event's type.
    ///
    /// Rules may choose a more telling one that the type declares.
    public var verb: String

    /// Creates a change.
    public init(
        _ kind: Kind, id: RecordID, before: Record?, after: Record, changed: [String], actor: String, at: Instant,
    ) {
        self.kind = kind
        self.id = id
        self.before = before
        self.after = after
        self.changed = changed
        self.actor = actor
        self.at = at
        self.verb =
            switch kind {
            case .create: "created"
            case .update: "updated"
            case .transition(let transition): transition.event
            case .delete: "deleted"
            }
    }

    /// The number of the change that this one will be.
    public var version: Int64 { (self.before?.version ?? 0) + 1 }

    /// Today's date in the office.
    public var today: CalendarDate { ChinaStandardTime.date(at: self.at) }

    /// Whether the change is the step of this name.
    public func isTransition(_ name: String) -> Bool {
        if case .transition(let transition) = self.kind { transition.name == name } else { false }
    }

    var isDeletion: Bool {
        if case .delete = self.kind { true } else { false }
    }

    /// Sets a field and notes that it changed.
    public mutating func set<Value>(_ field: Field<Value>, to value: Value?) {
        guard self.after.object[field.name] != value?.fieldJSON else { return }
        self.after[field] = value
        if !self.changed.contains(field.name) { self.changed.append(field.name) }
    }
}

extension Change {
    /// The record in JSON form without the opening brace and the code: `"id":...}`.
    func snapshotTail(includingSensitive: Bool, fields: [FieldSpec]) -> [UInt8] {
        var writer = JSONWriter(capacity: 1024)
        writer.beginObject()
        writer.member("id", self.id.description)
        writer.member("unit", self.after.unit)
        writer.member("state", self.after.state)
        writer.member("version", self.version)
        writer.member("createdAt", self.before?[SystemFields.createdAt] ?? self.at.description)
        writer.member("createdBy", self.before?[SystemFields.createdBy] ?? self.actor)
        writer.member("updatedAt", self.at.description)
        writer.member("updatedBy", self.actor)
        for field in fields where includingSensitive || !field.isSensitive {
            guard let value = self.after.object[field.name] else { continue }
            writer.member(field.name, includingSensitive ? value : value.withoutSensitive(field))
        }
        writer.endObject()
        return Array(writer.bytes.dropFirst())
    }

    /// The whole record in JSON form, with the code that the server settled on.
    static func snapshot(code: String, tail: [UInt8]) -> [UInt8] {
        var writer = JSONWriter(capacity: tail.count + 64)
        writer.beginObject()
        writer.member("code", code)
        var bytes = writer.bytes
        bytes.append(UInt8(ascii: ","))
        bytes += tail
        return bytes
    }
}

extension JSON {
    /// The value of a field without what must not travel.
    func withoutSensitive(_ field: FieldSpec) -> JSON {
        guard let items = field.items, case .array(let entries) = self else { return self }
        return .array(
            entries.map { entry in
                guard case .object(var object) = entry else { return entry }
                for item in items where item.isSensitive { object[item.name] = nil }
                return .object(object)
            })
    }
}

extension Record {
    /// What the full-text search looks at, a line for each name and in lower case; the statement that writes it folds it
    /// further, and adds a code that is not known yet.
    func searchText(_ fields: [FieldSpec]) -> String {
        var parts: [String] = []
        if let code = self.code { parts.append(code) }
        for field in fields where field.traits.contains(.searched) && field.searchedReference == nil {
            if let value = self.object[field.name] { value.collectText(into: &parts, fields: field.items) }
        }
        return parts.joined(separator: "\n").lowercased()
    }
}

extension JSON {
    fileprivate func collectText(into parts: inout [String], fields: [FieldSpec]?) {
        switch self {
        case .string(let text): parts.append(text)
        case .array(let elements): for element in elements { element.collectText(into: &parts, fields: fields) }
        case .object(let object):
            for member in object {
                if let fields, let field = fields.first(where: { $0.name == member.key }),
                    !field.traits.contains(.searched) || field.searchedReference != nil
                {
                    continue
                }
                member.value.collectText(into: &parts, fields: nil)
            }
        default: break
        }
    }
}
