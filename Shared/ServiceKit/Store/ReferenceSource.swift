import Database
import Model

/// Where the records are looked up that a reference leads to: in the service's own tables, or in what the service has
/// heard of another's.
///
/// Its expressions are over the row `r` of ``table``.
struct ReferenceSource: Sendable {
    /// The table with its schema.
    let table: String
    let code = "r.code"
    /// The name in Chinese; of records that have a name in one language only, that.
    let zh: SQL
    /// The name in English.
    let en: SQL
    /// What orders the records by when they were last changed.
    let recency: String
    /// Whether the reader may read the row.
    let isReadable: SQL
    /// Whether the names are those of what the record is about, so that its code has to stand beside them.
    let isNamedAfterAnother: Bool
    private let resource: Resource
    private let schema: String

    /// Finds the records of a reference; nil when the service keeps nothing of them.
    ///
    /// - Parameters:
    ///   - service: the service that looks.
    ///   - resources: its own record types.
    ///   - copies: what it has heard of others'.
    ///   - units: the units all of whose records the reader may see; nil for all.
    init?(_ reference: Reference, by service: String, resources: [Resource], copies: [HeardCopy], units: [String]?) {
        self.schema = service
        guard reference.service == service else {
            guard let copy = copies.first(where: { $0.resource.reference == reference }) else { return nil }
            self.resource = copy.resource
            self.table = copy.table
            self.zh = "r.title_zh"
            self.en = "r.title_en"
            self.recency = "r.position"
            self.isNamedAfterAnother = false
            // Of a record that was heard of the unit may be unknown.
            let open = "r.unit IS NULL OR \(copy.resource.audience.condition(onJSON: "r.record"))"
            self.isReadable = Audience.visible(to: units, row: "r", open: open) ?? "TRUE"
            return
        }
        guard let resource = resources.first(where: { $0.reference == reference }) else { return nil }
        let subject = resource.subject.flatMap { field in
            resources.first { $0.reference == field.target }.map { (field: field, resource: $0) }
        }
        self.resource = resource
        self.table = resource.qualifiedTable
        self.recency = "r.updated_at"
        self.isReadable =
            Audience.visible(to: units, row: "r", open: resource.audience.condition(onRow: "r")) ?? "TRUE"
        if let subject {
            // What the reader may not read has no name here either.
            let open = subject.resource.audience.condition(onRow: "s")
            let isReadable = Audience.visible(to: units, row: "s", open: open) ?? "TRUE"
            let names = subject.resource.names(ofRow: "s").map { name -> SQL in
                """
                (SELECT \(raw: name) FROM \(raw: subject.resource.qualifiedTable) s \
                WHERE s.id = r.\(raw: subject.field.column) AND \(isReadable))
                """
            }
            self.zh = names[0]
            self.en = names[1]
        } else {
            let names = resource.names(ofRow: "r")
            self.zh = "\(raw: names[0])"
            self.en = "\(raw: names[1])"
        }
        self.isNamedAfterAnother = subject != nil
    }

    /// The name in a language, in the other one where there is none, else the code.
    func title(_ language: DisplayLanguage) -> SQL {
        let names = language == .zh ? "\(self.zh), \(self.en)" as SQL : "\(self.en), \(self.zh)"
        return self.isNamedAfterAnother
            ? "concat_ws(' · ', \(raw: self.code), COALESCE(\(names)))" : "COALESCE(\(names), \(raw: self.code))"
    }

    /// Whether a text is found in the row, as the list of such records finds it.
    func isFound(by text: String) -> SQL {
        .joined(
            ListQuery.words(of: text).map { word in
                self.resource.service == self.schema
                    ? ListQuery.search(word, in: self.resource, row: "r")
                    : "r.search LIKE \(ListQuery.pattern(word, schema: self.schema))"
            }, separator: " AND ")
    }

    /// What orders the rows in which a text is found: first those that are called so.
    func rank(of text: String) -> SQL { ListQuery.rank(text, row: "r", schema: self.schema) }
}

extension Resource {
    /// Expressions for the names of a row, in Chinese and in English.
    fileprivate func names(ofRow row: String) -> [String] {
        guard let field = self.titleField, !field.isDerived else { return ["NULL::text", "NULL::text"] }
        if case .localized = field.kind { return ["\(row).\(field.column)_zh", "\(row).\(field.column)_en"] }
        return ["\(row).\(field.column)::text", "NULL::text"]
    }

    /// What a record without a title of its own is about: the first record that it has to refer to.
    fileprivate var subject: FieldSpec? {
        self.titleField == nil ? self.fields.first { $0.isRequired && $0.target != nil } : nil
    }
}

extension FieldSpec {
    /// Where the field leads; nil when it is no reference.
    fileprivate var target: Reference? {
        if case .reference(let reference) = self.kind { reference } else { nil }
    }
}
