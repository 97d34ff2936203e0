public import Database
public import Model

/// What is special about a record type: code beside the declaration, not a copy of the plumbing.
public protocol ResourceRule: Sendable {
    /// Whether the rule needs to look into the database before or after this change, which has passed ``check(_:)``. A
    /// change for which it does is a transaction around ``check(_:in:)``, the writing and ``applied(_:in:)``; one for
    /// which it does not is a single trip.
    func usesDatabase(for change: Change) -> Bool

    /// The names of fields that only transitions set, in the order of the declaration: forms for new records and for
    /// edits do not offer them, and the rule refuses them there with ``requireTransitionFieldsUntouched(by:of:in:)``.
    var transitionFields: [String] { get }

    /// Those of them that an edit may put right once a transition has set them.
    var correctableFields: Set<String> { get }

    /// The period with whose end a record is over: one that is over before a step was taken may bring along what the
    /// steps would have set, which they then find in it. Nil where steps alone set such fields, whenever it was.
    var span: Field<Period>? { get }

    /// Looks at a change by itself, may set further fields, and refuses by throwing ``ValidationError``.
    func check(_ change: inout Change) throws

    /// Looks at a change among what is kept, before it is written; may set further fields, and refuses by throwing
    /// ``ValidationError``.
    func check(_ change: inout Change, in context: RuleContext) async throws

    /// What else is to be written with changes, all of them of one kind, and depends on nothing but them.
    ///
    /// It travels with the changes and takes effect after them, in the same transaction; a trip of its own, as
    /// ``applied(_:in:)`` takes, costs more than the writing does.
    func statements(with changes: [Change]) -> [SQL]

    /// Does what belongs to the change, in the same transaction, after it was written.
    func applied(_ change: Change, in context: RuleContext) async throws

    /// Looks for records that are already kept, so that an import can be repeated without making anything twice.
    ///
    /// - Returns: one answer for each of the given records, in their order.
    func matches(for records: [Record], in context: RuleContext) async throws -> [ImportMatch]

    /// Whether a row of an import that names no record, and for which ``matches(for:in:)`` has found none, is compared with
    /// the records by all that it says.
    ///
    /// A rule whose records are alike in all that some rows say, and which therefore decides by itself, says no.
    var knowsByContent: Bool { get }

    /// What an import's row makes of the record that it was matched with; what it leaves out stays as it is.
    func combine(_ row: Record, with existing: Record) -> Record

    /// Whether a step that the record's state allows is worth offering for it now: its page shows no button for one that
    /// has nothing to do. What must not be done, ``check(_:in:)`` refuses all the same.
    func offers(_ transition: Transition, of record: Record) -> Bool

    /// Whether the page of a record offers somebody a form for a new record that refers to it.
    func offersNew(for record: Record, to actor: Actor) -> Bool

    /// What else a form for a new record begins with, when this much of it is known from the link that led there.
    ///
    /// - Throws: ``ValidationError`` when there can be no such record now, which the form then says at once and not
    ///   after it has been filled in.
    func beginnings(of record: Record, in context: RuleContext) async throws -> FormBeginnings

    /// What a person should know before editing a record: what else an edit brings about.
    func cautions(beforeEditing record: Record, in context: RuleContext) async throws -> [Label]

    /// What a person should know about records that are acceptable but suspicious: look-alikes, missing permits.
    ///
    /// Of many at once, because new records that arrive at the same time are looked at together.
    ///
    /// - Returns: the warnings about each of the given records, in their order.
    func warnings(about records: [Record], in context: RuleContext) async throws -> [[Issue]]
}

extension ResourceRule {
    /// Without a word of its own a rule is assumed to look into the database.
    public func usesDatabase(for change: Change) -> Bool { true }
    /// Leaves every field to edits.
    public var transitionFields: [String] { [] }
    /// Lets nothing be put right.
    public var correctableFields: Set<String> { [] }
    /// Knows no past.
    public var span: Field<Period>? { nil }
    /// Accepts every change.
    public func check(_ change: inout Change) throws {}
    /// Accepts every change.
    public func check(_ change: inout Change, in context: RuleContext) async throws {}
    /// Writes nothing more.
    public func statements(with changes: [Change]) -> [SQL] { [] }
    /// Does nothing more.
    public func applied(_ change: Change, in context: RuleContext) async throws {}
    /// Knows no record again, other than by its code.
    public func matches(for records: [Record], in context: RuleContext) async throws -> [ImportMatch] {
        records.map { _ in ImportMatch() }
    }
    /// Takes a row that says nothing new for the record that says it already.
    public var knowsByContent: Bool { true }
    /// Lets the row prevail, field by field.
    public func combine(_ row: Record, with existing: Record) -> Record { row }
    /// Offers every step that the state allows.
    public func offers(_ transition: Transition, of record: Record) -> Bool { true }
    /// Offers new records wherever they may refer.
    public func offersNew(for record: Record, to actor: Actor) -> Bool { true }
    /// Begins with nothing more.
    public func beginnings(of record: Record, in context: RuleContext) async throws -> FormBeginnings {
        FormBeginnings()
    }
    /// Brings about nothing else.
    public func cautions(beforeEditing record: Record, in context: RuleContext) async throws -> [Label] { [] }
    /// Has no doubts.
    public func warnings(about records: [Record], in context: RuleContext) async throws -> [[Issue]] {
        records.map { _ in [] }
    }

    /// What a person should know about one record.
    public func warnings(about record: Record, in context: RuleContext) async throws -> [Issue] {
        try await self.warnings(about: [record], in: context).first ?? []
    }
}

/// What an import should know about one of its rows.
public struct ImportMatch: Sendable {
    /// The record that is meant, when it is already kept.
    public var existing: Record?
    /// The place, among the rows asked about, of an earlier one that means the same new record.
    public var earlier: Int?
    /// What makes the row doubtful though it is acceptable: a look-alike under another name.
    public var suspicions: [Issue]

    /// Creates an answer.
    public init(existing: Record? = nil, suspicions: [Issue] = []) {
        self.existing = existing
        self.suspicions = suspicions
    }
}

/// The rule of record types about which nothing is special.
public struct PlainRule: ResourceRule {
    /// Creates the rule.
    public init() {}
    /// Never looks into the database.
    public func usesDatabase(for change: Change) -> Bool { false }
}

/// What a rule works with: the transaction of the change, and the other record types of the service.
///
/// It lives as long as the transaction and cannot leave it.
public struct RuleContext {
    /// The transaction's connection.
    public let connection: Connection
    /// Changes other records in the same transaction, by the same way as everybody.
    public let keeper: RecordKeeper
    /// Who asks, with what that one may do: what the program does on somebody's behalf must not reach further.
    public let actor: Actor
    let stores: StoreDirectory

    init(connection: Connection, stores: StoreDirectory, keeper: RecordKeeper, actor: Actor) {
        self.connection = connection
        self.stores = stores
        self.keeper = keeper
        self.actor = actor
    }

    /// The store of another record type of the same service, for changes that belong together.
    public func store(_ resource: Resource) -> ResourceStore { self.stores[resource] }
}

/// The stores of one service, by record type.
public final class StoreDirectory: Sendable {
    private let stores: [String: ResourceStore]
    /// What the service has heard of others' records.
    let copies: [HeardCopy]

    /// Makes the stores of a service's record types.
    public init(_ collections: [Collection], copies: [HeardCopy] = []) {
        self.copies = copies
        self.stores = Dictionary(uniqueKeysWithValues: collections.map { ($0.resource.name, ResourceStore($0)) })
    }

    /// The store of a record type; asking for one of another service is a mistake in the program.
    public subscript(_ resource: Resource) -> ResourceStore {
        guard let store = self.stores[resource.name] else {
            preconditionFailure("\(resource.service).\(resource.name) is not kept by this service")
        }
        return store
    }

    /// All of them.
    public var all: [ResourceStore] { self.stores.values.sorted { $0.resource.collection < $1.resource.collection } }
}
