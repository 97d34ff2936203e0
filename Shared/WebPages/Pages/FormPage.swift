public import Model

/// The form that makes or changes a record.
///
/// It is sent as `POST` to the list (new) or to the record (change), with `_csrf`, `_key` and `_version` hidden in it.
/// The button `_more` asks for the same form with more rows; see ``FormValues/wantsMoreRows``.
public struct FormPage: Page {
    /// Whether the form makes a record or changes one.
    public enum Mode: Sendable {
        /// A new record.
        case create
        /// A change to the record with this id, as long as it still has this version.
        case edit(id: String, version: Int64)
    }

    /// The record type.
    public var resource: Resource
    /// What stands in the inputs.
    public var values: FormValues
    /// What is wrong with it.
    public var issues: [Issue]
    /// What is doubtful about it, which a person has to say is meant.
    public var doubts: FormDoubts?
    /// Whether the form makes a record or changes one.
    public var mode: Mode
    /// What may be chosen for references, by the path of the field without row numbers: `parties.institution`.
    ///
    /// The units that may own the record are under `unit`. Up to 40 choices open as a list, more are suggested while
    /// typing.
    public var choices: [String: [FormChoice]]
    /// The title of the record that is changed.
    public var recordTitle: String?
    /// A key that lets the server recognise the same form sent twice (`Idempotency-Key`); nil for none.
    public var idempotencyKey: String?
    /// The record from whose page the form was opened.
    public var origin: FormOrigin?
    /// The names of fields that the form does not offer, because only transitions set them.
    public var withheld: Set<String>
    /// The record that is changed, as it is stored: what cannot change of it is told above the inputs.
    public var stored: Record?
    /// What the records are called that ``stored`` refers to.
    public var titles: Titles
    /// What the reader should know before saving: what else a change brings about.
    public var cautions: [Label]

    /// Makes the page.
    public init(
        resource: Resource,
        values: FormValues = FormValues(),
        issues: [Issue] = [],
        doubts: FormDoubts? = nil,
        mode: Mode,
        choices: [String: [FormChoice]] = [:],
        recordTitle: String? = nil,
        idempotencyKey: String? = nil,
        origin: FormOrigin? = nil,
        withheld: Set<String> = [],
        stored: Record? = nil,
        titles: Titles = [:],
        cautions: [Label] = [],
    ) {
        self.resource = resource
        self.values = values
        self.issues = issues
        self.doubts = doubts
        self.mode = mode
        self.choices = choices
        self.recordTitle = recordTitle
        self.idempotencyKey = idempotencyKey
        self.origin = origin
        self.withheld = withheld
        self.stored = stored
        self.titles = titles
        self.cautions = cautions
    }

    /// A readable width.
    public var layout: PageLayout { .narrow }

    /// `New agreement`, or `Edit: …`.
    public func title(in frame: PageFrame) -> String {
        switch self.mode {
        case .create: Texts.new(self.resource.label)(frame.language)
        case .edit(let id, _): Texts.edit(self.recordTitle ?? id)(frame.language)
        }
    }

    /// The form.
    public func content(in frame: PageFrame) -> HTML {
        let language = frame.language
        let context = FormContext(
            language: language, values: self.values,
            issues: FormIssues(
                self.issues, fields: self.resource.allFields, values: self.values, choices: self.choices,
                language: language),
            choices: self.choices, prefix: "f", action: self.action,
        )
        return .group([
            PageHead(
                trail: self.trail(language), title: self.title(in: frame),
                lead: .text(Texts.requiredNote(language)),
            ).html(language),
            WarningBox(warnings: self.cautions).html(language),
            IssueSummary(context: context, fields: self.inputFields).html,
            self.doubts?.box(language) ?? .empty,
            Tag.form(
                .class("record-form"), .attribute("method", "post"), .action(self.action), .flag("novalidate"),
            ) {
                self.hiddenFields(frame)
                Button.first(self.saveLabel, language)
                self.kept(Presentation(frame, titles: self.titles))
                FieldSection(context: context).html(
                    self.recordFields, title: Texts.facts,
                    later: self.isCreating ? self.resource.lifecycle.askedFor : [])
                FieldSection(context: context).html(self.filingFields, title: Texts.filing)
                Tag.div(.class("form-end sticky")) {
                    Button.submit(self.saveLabel, language)
                    self.doubts?.button(language) ?? .empty
                    Button.link(Texts.cancel, href: self.backHref, style: "quiet", language)
                }
            },
        ])
    }

    /// What cannot change: whoever looks for an input that is not there reads why.
    private func kept(_ presentation: Presentation) -> HTML {
        guard let stored else { return .empty }
        let fields = self.resource.fields.filter {
            $0.traits.contains(.immutable) && !$0.isReadOnly
        }
        let facts = FactList(of: stored, fields, presentation)
        guard !facts.facts.isEmpty else { return .empty }
        return Tag.section(.class("panel quiet"), .attribute("aria-labelledby", "kept")) {
            Tag.h2(.id("kept")) { Texts.kept(presentation.language) }
            facts.html
        }
    }

    private func hiddenFields(_ frame: PageFrame) -> HTML {
        var fields = [frame.csrfField]
        if case .edit(_, let version) = self.mode {
            fields.append(Tag.input(.type("hidden"), .name("_version"), .value(String(version))))
        }
        if let key = self.idempotencyKey {
            fields.append(Tag.input(.type("hidden"), .name("_key"), .value(key)))
        }
        if let origin = self.origin {
            fields.append(Tag.input(.type("hidden"), .name(FormOrigin.name), .value(origin.value)))
        }
        if let seen = self.doubts?.hiddenField { fields.append(seen) }
        return .group(fields)
    }

    private var saveLabel: Label { self.isCreating ? Texts.create : Texts.save }

    private var isCreating: Bool {
        if case .create = self.mode { true } else { false }
    }

    private var recordFields: [FieldSpec] { self.resource.fields.filter(self.isInput) }

    private var filingFields: [FieldSpec] {
        let code = SystemFields.code.spec.withHelp(self.isCreating ? Texts.codeHelp : nil)
        return [code, SystemFields.unit.spec.withHelp(Texts.unitHelp)].filter(self.isInput)
    }

    private var inputFields: [FieldSpec] { self.recordFields + self.filingFields }

    private func isInput(_ field: FieldSpec) -> Bool {
        !field.isReadOnly && !self.withheld.contains(field.name)
            && (self.isCreating || !field.traits.contains(.immutable))
    }

    private var action: String {
        switch self.mode {
        case .create: self.resource.listPath
        case .edit(let id, _): self.resource.detailPath(id)
        }
    }

    private var backHref: String { self.origin?.href ?? self.action }

    private func trail(_ language: DisplayLanguage) -> [(label: String, href: String)] {
        var trail = [(label: self.resource.plural(language), href: self.resource.listPath)]
        if case .edit(let id, _) = self.mode {
            trail.append((label: self.recordTitle ?? id, href: self.resource.detailPath(id)))
        }
        return trail
    }
}

extension FieldSpec {
    /// The field with help, unless it has its own.
    fileprivate func withHelp(_ help: Label?) -> FieldSpec {
        FieldSpec(
            self.name, self.kind, zh: self.label.zh, en: self.label.en, help: self.help ?? help, self.traits)
    }
}
