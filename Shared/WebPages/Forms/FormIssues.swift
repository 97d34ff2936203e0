import Model

/// The issues of an input, sorted to the controls of its form.
struct FormIssues {
    struct Entry {
        /// The path of the field whose control it is about; nil when the form has no such control.
        let path: String?
        /// What stands beside the control.
        let message: String
        /// What stands in the summary, with the field's name.
        let line: String
    }

    private(set) var entries: [Entry] = []
    private var byPath: [String: [String]] = [:]

    init(_ issues: [Issue], fields: [FieldSpec], language: DisplayLanguage) {
        for issue in issues {
            let entry = Self.entry(for: issue, fields: fields, language: language)
            self.entries.append(entry)
            if let path = entry.path { self.byPath[path, default: []].append(entry.message) }
        }
    }

    func messages(at path: String) -> [String] { self.byPath[path] ?? [] }

    private static func entry(for issue: Issue, fields: [FieldSpec], language: DisplayLanguage) -> Entry {
        var path: [String] = []
        var labels: [String] = []
        var fields = fields
        var field: FieldSpec?
        var rest = issue.pointer.split(separator: "/").map(String.init)[...]
        while let name = rest.first, let next = fields.first(where: { $0.name == name }) {
            rest.removeFirst()
            path.append(name)
            labels.append(next.label(language))
            field = next
            guard let items = next.items, let row = rest.first.flatMap({ Int($0) }) else { break }
            rest.removeFirst()
            path.append(String(row))
            labels.append(Texts.rowNumber(row + 1)(language))
            fields = items
            if rest.isEmpty { break }
        }
        let message = Self.message(issue, field: field, part: rest.first)
        let part = issue.rule == .period ? nil : Self.label(ofPart: rest.first, field: field)
        let prefix = part.map { [$0(language)] } ?? []
        // "Title is required" already says which field.
        let names = issue.rule == .required && prefix.isEmpty ? labels.dropLast() : labels + prefix
        let colon = Presentation(language).colon
        return Entry(
            path: field == nil || field?.isReadOnly == true ? nil : path.joined(separator: "."),
            message: (prefix + [message(language)]).joined(separator: colon),
            line: (names.isEmpty ? "" : names.joined(separator: " › ") + colon) + message(language),
        )
    }

    /// The messages of validation speak of JSON; a form speaks of what people typed.
    private static func message(_ issue: Issue, field: FieldSpec?, part: String?) -> Label {
        switch (field?.kind, issue.rule) {
        case (.money?, .type) where part == "minor", (.money?, .range) where part == "minor": Texts.notAnAmount
        case (.money?, .required) where part == "currency": Texts.choose
        case (.period?, .period): Texts.lastBeforeFirst
        case (.reference?, .format), (.reference?, .type): Texts.noSuchRecord
        default: issue.message
        }
    }

    private static func label(ofPart part: String?, field: FieldSpec?) -> Label? {
        switch (field?.kind, part) {
        case (.localized?, "zh"): Texts.chinese
        case (.localized?, "en"): Texts.english
        case (.period?, "from"): Texts.firstDay
        case (.period?, "to"): Texts.lastDay
        case (.money?, "minor"): Texts.amount
        case (.money?, "currency"): Texts.currency
        default: nil
        }
    }
}
