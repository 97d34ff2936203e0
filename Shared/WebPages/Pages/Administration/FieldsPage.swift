public import Model

/// A form for fields that are no record of a service: a unit, a person, a token, a webhook.
///
/// It is sent as `POST` to ``action``, with `_csrf` and what is ``hidden`` in it.
public struct FieldsPage: Page {
    /// Another form below, with a single button.
    public struct Ending: Sendable {
        /// What the button says.
        public var label: Label
        /// What happens.
        public var help: Label
        /// Where it is sent.
        public var action: String

        /// Makes the form.
        public init(_ label: Label, help: Label, action: String) {
            self.label = label
            self.help = help
            self.action = action
        }
    }

    /// The heading.
    public var heading: Label
    /// The pages above.
    public var trail: [(label: Label, href: String)]
    /// The fields that are given.
    public var fields: [FieldSpec]
    /// What stands in the inputs.
    public var values: FormValues
    /// What is wrong with it.
    public var issues: [Issue]
    /// What may be chosen, by the name of the field.
    public var choices: [String: [FormChoice]]
    /// What the button says.
    public var submit: Label
    /// Where the form is sent.
    public var action: String
    /// What is sent along unseen.
    public var hidden: [(name: String, value: String)]
    /// The form below; nil for none.
    public var ending: Ending?

    /// Makes the page.
    public init(
        heading: Label, trail: [(label: Label, href: String)], fields: [FieldSpec], values: FormValues = FormValues(),
        issues: [Issue] = [], choices: [String: [FormChoice]] = [:], submit: Label, action: String,
        hidden: [(name: String, value: String)] = [], ending: Ending? = nil,
    ) {
        self.heading = heading
        self.trail = trail
        self.fields = fields
        self.values = values
        self.issues = issues
        self.choices = choices
        self.submit = submit
        self.action = action
        self.hidden = hidden
        self.ending = ending
    }

    /// A readable width.
    public var layout: PageLayout { .narrow }

    /// The heading.
    public func title(in frame: PageFrame) -> String { self.heading(frame.language) }

    /// The form.
    public func content(in frame: PageFrame) -> HTML {
        let language = frame.language
        let context = FormContext(
            language: language, values: self.values,
            issues: FormIssues(self.issues, fields: self.fields, language: language), choices: self.choices,
            prefix: "f", action: self.action)
        return .group([
            PageHead(
                trail: self.trail.map { (label: $0.label(language), href: $0.href) }, title: self.title(in: frame),
                lead: self.fields.contains(where: \.isRequired) ? .text(Texts.requiredNote(language)) : .empty
            ).html(language),
            IssueSummary(context: context, fields: self.fields).html,
            Tag.form(
                .class("record-form"), .attribute("method", "post"), .action(self.action), .flag("novalidate")
            ) {
                frame.csrfField
                for (name, value) in self.hidden { Tag.input(.type("hidden"), .name(name), .value(value)) }
                if self.fields.contains(where: { $0.items != nil }) { Button.first(self.submit, language) }
                FieldSection(context: context).html(self.fields, title: Texts.facts)
                Tag.div(.class("form-end sticky")) {
                    Button.submit(self.submit, language)
                    Button.link(Texts.cancel, href: self.trail.last?.href ?? "/", style: "quiet", language)
                }
            },
            self.ending.map { self.form($0, frame) } ?? .empty,
        ])
    }

    private func form(_ ending: Ending, _ frame: PageFrame) -> HTML {
        Tag.form(.class("panel quiet apart"), .attribute("method", "post"), .action(ending.action)) {
            frame.csrfField
            Tag.p(.class("help")) { ending.help(frame.language) }
            Button.submit(ending.label, style: "caution", frame.language)
        }
    }
}
