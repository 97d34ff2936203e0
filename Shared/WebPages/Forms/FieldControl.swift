import Model

/// A field on a form: its label, its inputs, its help and what is wrong with it.
struct FieldControl {
    let field: FieldSpec
    /// The name of the input, or the start of the names of several.
    let path: String
    let context: FormContext
    /// In a row of a table the column's head is the label for the eye, and the label itself is for phones and for
    /// assistive technology.
    var row: Int?

    var language: DisplayLanguage { self.context.language }
    var id: String { self.context.id(self.path) }
    var messages: [String] { self.context.issues.messages(at: self.path) }

    private var help: Label? {
        if let help = self.field.help { return help }
        if case .reference = self.field.kind, self.usesSuggestions { return Texts.referenceHelp }
        return nil
    }

    private var helpID: String? { self.help == nil || self.row != nil ? nil : "\(self.id)-help" }
    private var issueID: String? { self.messages.isEmpty ? nil : "\(self.id)-issue" }

    /// The ids of what explains the control.
    var describedBy: [String] { [self.helpID, self.issueID].compactMap(\.self) }

    var html: HTML {
        let names = ["field", self.width, self.messages.isEmpty ? nil : "wrong"].compactMap(\.self)
        let inside = HTML.group([self.named, self.helpText, self.issueText])
        guard self.isGroup else {
            return Tag.div(.class(names.joined(separator: " "))) { inside }
        }
        return Tag.fieldset(
            .class(names.joined(separator: " ")), .id(self.id), .attribute("tabindex", "-1"),
            .ariaDescribedBy(self.describedBy),
        ) { inside }
    }

    private var named: HTML {
        if self.isGroup {
            return .group([
                Tag.legend(.class(self.row == nil ? "label" : "label in-row")) { self.labelText }, self.inputs,
            ])
        }
        if case .boolean = self.field.kind, self.field.isRequired {
            return self.inputs
        }
        return .group([
            Tag.label(.class(self.row == nil ? "label" : "label in-row"), .for(self.id)) { self.labelText },
            self.inputs,
        ])
    }

    var labelText: HTML {
        .group([
            .text(self.field.label(self.language)),
            self.row.map { row in
                Tag.span(.class("unseen")) { "（\(Texts.rowNumber(row + 1)(self.language))）" }
            } ?? .empty,
            self.field.isRequired
                ? Tag.span(.class("required")) {
                    Tag.span(.ariaHidden) { "*" }
                    Tag.span(.class("unseen")) { "（\(Texts.required(self.language))）" }
                } : .empty,
        ])
    }

    private var helpText: HTML {
        guard let help = self.help, let id = self.helpID else { return .empty }
        return Tag.p(.class("help"), .id(id)) { help(self.language) }
    }

    private var issueText: HTML {
        guard let id = self.issueID else { return .empty }
        return Tag.div(.class("issue"), .id(id)) {
            for message in self.messages { Tag.p { message } }
        }
    }

    /// Whether the field has several inputs, which then need a common name.
    private var isGroup: Bool {
        switch self.field.kind {
        case .localized, .period, .money, .codes: true
        default: false
        }
    }

    private var width: String? {
        switch self.field.kind {
        case .text(_, .paragraphs), .items, .codes: "full"
        case .localized: self.row == nil ? "full" : nil
        case .text(_, .email), .text(_, .url): nil
        case .text(let max, _): max > 120 ? "full" : nil
        default: nil
        }
    }

    /// Whether a reference has too many choices for a list that opens.
    var usesSuggestions: Bool { (self.context.choices(at: self.path)?.count ?? 0) > 40 }
}
