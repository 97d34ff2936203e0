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

    /// Sorts issues to the controls.
    ///
    /// - Parameters:
    ///   - values: what stands in the inputs.
    ///   - choices: what may be chosen for references.
    init(
        _ issues: [Issue], fields: [FieldSpec], values: FormValues = FormValues(),
        choices: [String: [FormChoice]] = [:], language: DisplayLanguage,
    ) {
        for issue in issues {
            let entry = Self.entry(for: issue, fields: fields, language: language) { path in
                let names = path.filter { Int($0) == nil }.joined(separator: ".")
                return Self.notFound(values.value(path.joined(separator: ".")).trimmed, among: choices[names] ?? [])
            }
            self.entries.append(entry)
            if let path = entry.path { self.byPath[path, default: []].append(entry.message) }
        }
    }

    func messages(at path: String) -> [String] { self.byPath[path] ?? [] }

    private static func entry(
        for issue: Issue, fields: [FieldSpec], language: DisplayLanguage, notFound: ([String]) -> Label,
    ) -> Entry {
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
        let message = Self.message(issue, field: field, part: rest.first) { notFound(path) }
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
    private static func message(
        _ issue: Issue, field: FieldSpec?, part: String?, notFound: () -> Label,
    ) -> Label {
        switch (field?.kind, issue.rule) {
        case (.money?, .type) where part == "minor", (.money?, .range) where part == "minor": Texts.notAnAmount
        case (.money?, .required) where part == "currency": Texts.choose
        case (.period?, .period): Texts.lastBeforeFirst
        case (.text?, .format) where field?.isTime == true: Texts.notATime
        case (.reference?, .format), (.reference?, .type): notFound()
        default: issue.message
        }
    }

    /// Either nothing is called what was typed, or several things are.
    private static func notFound(_ text: String, among choices: [FormChoice]) -> Label {
        let codes = choices.meant(by: text).compactMap(\.code).sorted()
        if codes.count > 1 { return Texts.sharedTitle(Array(codes.prefix(Self.mostCodes))) }
        let offers = choices.offered(for: text).count
        return offers > 0 ? Texts.offered(offers, isAll: offers < FormChoice.mostOffers) : Texts.noSuchRecord
    }

    private static let mostCodes = 10

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

extension Texts {
    fileprivate static func sharedTitle(_ codes: [String]) -> Label {
        Label(
            zh: "有多条记录叫这个名称，请改填编号：\(codes.joined(separator: "、"))",
            en: "Several records are called this; give the code of one: \(codes.joined(separator: ", "))")
    }
}
