/// A record type, declared once.
///
/// From this value follow the JSON coding and its validation, the SQL of the store, the HTTP routes, the OpenAPI
/// document, the CSV columns, the pages and the payloads of events. What is special about a type is a rule beside it.
public struct Resource: Sendable {
    /// The owning service, as in its paths: `partners`.
    public let service: String
    /// The type's name in event types: `agreement`.
    public let name: String
    /// The type's collection in paths: `agreements`.
    public let collection: String
    /// The table in the service's schema.
    public let table: String
    /// The name for people, of one.
    public let label: Label
    /// The name for people, of many.
    public let plural: Label
    /// A sentence on what the records are.
    public let summary: Label
    /// The start of the codes that the program gives: `AGR` for `AGR-000001`.
    public let codePrefix: String
    /// The fields beyond ``SystemFields``, in the order in which they are shown.
    public let fields: [FieldSpec]
    /// System fields first, then the declared ones.
    public let allFields: [FieldSpec]
    /// The same, to hold an input against.
    let fieldSet: FieldSet
    /// Who may read the records besides their unit.
    public let audience: Audience
    /// The states and the ways between them.
    public let lifecycle: Lifecycle
    /// The events that have a title of their own: the common ones, what rules publish beyond the transitions' events, and
    /// events that several transitions share.
    public let eventTitles: [EventTitle]
    /// What the tables hold fields to beyond what each says by itself.
    public let rules: [FieldRule]

    private let indices: [String: Int]

    /// Declares a record type.
    public init(
        _ name: String,
        in service: String,
        collection: String,
        label: Label,
        plural: Label,
        summary: Label,
        codePrefix: String,
        fields: [any FieldDeclaration],
        audience: Audience = .unit,
        lifecycle: Lifecycle = .record,
        events: [EventTitle] = [],
        rules: [FieldRule] = [],
    ) {
        self.service = service
        self.name = name
        self.collection = collection
        self.table = collection.replacingHyphens
        self.label = label
        self.plural = plural
        self.summary = summary
        self.codePrefix = codePrefix
        self.fields = fields.map(\.spec)
        self.allFields = SystemFields.all + self.fields
        self.fieldSet = FieldSet(self.allFields)
        self.audience = audience
        self.lifecycle = lifecycle
        self.eventTitles = EventTitle.common + events
        self.rules = rules
        self.indices = Dictionary(
            uniqueKeysWithValues: self.fields.enumerated().map { ($0.element.name, $0.offset) })
    }

    /// A declared field by its name; system fields are in ``SystemFields``.
    public func field(_ name: String) -> FieldSpec? {
        self.indices[name].map { self.fields[$0] }
    }

    /// A declared or system field by its name.
    public func anyField(_ name: String) -> FieldSpec? {
        self.field(name) ?? SystemFields.all.first { $0.name == name }
    }

    /// The type of an event about such a record: `partners.agreement.signed`.
    public func eventType(_ verb: String) -> String { "\(self.service).\(self.name).\(verb)" }

    /// The last parts of all event types that such records emit.
    public var eventVerbs: [String] {
        let shared = EventTitle.common.map(\.event)
        let others = self.lifecycle.transitions.map(\.event) + self.eventTitles.map(\.event)
        return others.reduce(into: shared) { verbs, verb in
            if !verbs.contains(verb) { verbs.append(verb) }
        }
    }

    /// The field that names a record to people, when one is declared.
    public var titleField: FieldSpec? { self.fields.first { $0.traits.contains(.title) } }

    /// What a reference to such a record is made of.
    public var reference: Reference {
        Reference(service: self.service, resource: self.name, collection: self.collection)
    }

    /// What to call a record on pages and in lists: its title field, else its code.
    public func title(of record: Record, in language: DisplayLanguage) -> String {
        if let field = self.titleField, let value = record.object[field.name] {
            if let text = LocalizedText(fieldJSON: value) { return text.preferred(language) }
            if let text = String(fieldJSON: value) { return text }
        }
        return record.code ?? record.id?.description ?? ""
    }
}

extension Lifecycle {
    /// The lifecycle of records that are simply kept until they are put away.
    public static let record = Lifecycle(
        states: [
            State("active", zh: "有效", en: "Active", .good),
            State("archived", zh: "已归档", en: "Archived", .ended),
        ],
        transitions: [
            Transition("archive", zh: "归档", en: "Archive", from: ["active"], to: "archived", event: "archived"),
            Transition("restore", zh: "恢复", en: "Restore", from: ["archived"], to: "active", event: "restored"),
        ],
    )
}

extension String {
    /// `partner-units` as `partner_units`, the spelling of tables.
    var replacingHyphens: String {
        String(self.map { $0 == "-" ? "_" : $0 })
    }
}
