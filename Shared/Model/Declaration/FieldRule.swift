/// What the table of a record type holds a field to beyond what the field says by itself, most often how it goes with
/// other fields.
///
/// Rules beside a type mostly speak first, and better. These are the words for what they let through, so that nobody is
/// ever told the name of a constraint; a test holds them against the tables.
public struct FieldRule: Sendable {
    /// The names of the field and, in a list, of the part of an entry.
    private let path: [FieldSpec]
    /// The rule, for the person who sent the value.
    public let words: Label

    /// Declares a rule.
    public init(_ field: any FieldDeclaration, zh: String, en: String) {
        self.path = [field.spec]
        self.words = Label(zh: zh, en: en)
    }

    /// Declares a rule for a part of the entries of a list.
    public init(_ list: any FieldDeclaration, _ part: any FieldDeclaration, zh: String, en: String) {
        self.path = [list.spec, part.spec]
        self.words = Label(zh: zh, en: en)
    }

    /// The name of the CHECK in the table of the type's records or, for a list, of its entries.
    func constraint(of table: String) -> String {
        "\(([table] + self.path.map(\.column)).joined(separator: "_"))_check"
    }
}

extension Resource {
    /// The names of the CHECKs that have words.
    package var explainedChecks: Set<String> { Set(self.rules.map { $0.constraint(of: self.table) }) }

    /// What a CHECK means for the person who sent the value; nil when the declaration has no words for it.
    package func words(forCheck constraint: String) -> Label? {
        self.rules.first { $0.constraint(of: self.table) == constraint }?.words
    }
}
