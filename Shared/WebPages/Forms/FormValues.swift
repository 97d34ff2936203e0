public import Model

/// What stands in the inputs of a form: what was typed, or what a record holds.
///
/// Rows are kept without the blank ones between them, so that their numbers are those of the JSON that the form means,
/// and an issue at `/parties/1/institution` belongs to the second row.
public struct FormValues: Sendable, Equatable {
    var root = FormNode()
    /// The list for which more rows were asked with the button `_more`; then the form is shown again, not saved.
    public private(set) var wantsMoreRows: String?

    /// An empty form.
    public init() {}

    /// Takes what was sent, in order.
    ///
    /// Names that start with `_` are the form's own.
    public init(_ pairs: [(String, String)], fields: [FieldSpec]) {
        for (name, value) in pairs {
            if name == "_more" {
                self.wantsMoreRows = value
            } else if !name.hasPrefix("_") {
                self.root.append(value, at: name)
            }
        }
        for field in fields { self.root.compactRows(of: field) }
        if let list = self.wantsMoreRows {
            self.root.children[list, default: FormNode()].shownRows += Self.rowsPerRequest
        }
    }

    /// Takes what was sent by the form for records of a type.
    public init(_ pairs: [(String, String)], of resource: Resource) {
        self.init(pairs, fields: resource.allFields)
    }

    /// Takes what a record holds.
    public init(_ record: Record, fields: [FieldSpec]) {
        for field in fields {
            guard let value = record.object[field.name] else { continue }
            self.root.fill(field, with: value)
        }
    }

    /// Takes what a record of a type holds.
    public init(_ record: Record, of resource: Resource) {
        self.init(record, fields: resource.allFields)
    }

    /// Puts what a record holds into the inputs that are not there yet.
    public mutating func complete(from record: Record, of resource: Resource) {
        let known = Self(record, of: resource)
        self.root.children.merge(known.root.children) { given, _ in given }
    }

    static let rowsPerRequest = 5

    /// The value of the input with this name; empty when there is none.
    public func value(_ name: some StringProtocol) -> String {
        self.root[name]?.last ?? ""
    }

    /// All values that were sent under this name, without empty ones.
    public func values(_ name: some StringProtocol) -> [String] {
        (self.root[name]?.values ?? []).filter { !$0.isEmpty }
    }

    /// Whether anything stands in an input, or in one of its parts.
    func holds(_ name: some StringProtocol) -> Bool { self.root[name]?.holdsSomething ?? false }

    /// How many rows of a list hold something.
    func filledRows(_ name: some StringProtocol) -> Int { self.root[name]?.rows.count ?? 0 }

    /// How many rows a form should show: those that were there, and always some blank ones.
    func rowsToShow(_ name: some StringProtocol) -> Int {
        let filled = self.filledRows(name)
        let wanted = max(filled + (filled == 0 ? 2 : 1), self.root[name]?.shownRows ?? 0)
        return max(filled, min(500, wanted))
    }
}
