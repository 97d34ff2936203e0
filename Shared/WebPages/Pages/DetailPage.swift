public import Model

/// A record: what it says, what can be done with it, and what belongs to it.
public struct DetailPage: Page {
    /// Records of another type that refer to this one.
    public struct RelatedList: Sendable {
        /// What they are.
        public var label: Label
        /// One more of them.
        public var newLabel: Label
        /// The field by which they refer to this record.
        public var field: String?
        /// The whole list.
        public var href: String
        /// Their type.
        public var resource: Resource
        /// The first few.
        public var records: [Record]
        /// How many there are, where that was counted.
        public var total: Int?
        /// The form for another one, where the reader may make it.
        public var newHref: String?

        /// Makes a list.
        public init(
            _ label: Label, new newLabel: Label? = nil, by field: String? = nil, href: String, resource: Resource,
            records: [Record], total: Int? = nil, newHref: String? = nil,
        ) {
            self.label = label
            self.newLabel = newLabel ?? label
            self.field = field
            self.href = href
            self.resource = resource
            self.records = records
            self.total = total
            self.newHref = newHref
        }
    }

    /// The record type.
    public var resource: Resource
    /// The record.
    public var record: Record
    /// The titles of referenced records by id, and of the unit by its code.
    public var titles: Titles
    /// The transitions that the reader may take now.
    public var transitions: [Transition]
    /// Transitions from this state that are not possible, and why.
    public var blocked: [(transition: Transition, reason: Label)]
    /// Whether the reader may change the record.
    public var canEdit: Bool
    /// Lists of records that refer to this one; an empty one is only an offer to make the first.
    public var related: [RelatedList]
    /// What the reader should know: that it runs out soon, that something is missing.
    public var warnings: [Label]
    /// What may be chosen for references in the fields of transitions.
    public var choices: [String: [FormChoice]]
    /// What was typed into the form of a transition that was refused, and why.
    public var refused: (transition: String, values: FormValues, issues: [Issue])?

    /// Makes the page.
    public init(
        resource: Resource,
        record: Record,
        titles: Titles = [:],
        transitions: [Transition] = [],
        blocked: [(transition: Transition, reason: Label)] = [],
        canEdit: Bool = false,
        related: [RelatedList] = [],
        warnings: [Label] = [],
        choices: [String: [FormChoice]] = [:],
        refused: (transition: String, values: FormValues, issues: [Issue])? = nil,
    ) {
        self.resource = resource
        self.record = record
        self.titles = titles
        self.transitions = transitions
        self.blocked = blocked
        self.canEdit = canEdit
        self.related = related
        self.warnings = warnings
        self.choices = choices
        self.refused = refused
    }

    /// The record's title.
    public func title(in frame: PageFrame) -> String { self.resource.title(of: self.record, in: frame.language) }

    var id: String { self.record.id?.description ?? "" }

    /// The record.
    public func content(in frame: PageFrame) -> HTML {
        let language = frame.language
        let presentation = Presentation(frame, titles: self.titles)
        return .group([
            PageHead(
                trail: [(label: self.resource.plural(language), href: self.resource.listPath)],
                title: self.title(in: frame),
                badge: self.record.state.map { presentation.badge($0, of: self.resource) } ?? .empty,
                lead: self.lead(language), actions: self.actions(language),
            ).html(language),
            WarningBox(warnings: self.warnings).html(language),
            Tag.div(.class("detail")) {
                Tag.div(.class("detail-main")) {
                    self.facts(presentation)
                    self.sections(presentation)
                    for list in self.related where !list.records.isEmpty { self.relatedList(list, frame) }
                    self.offers(language)
                }
                Tag.aside(.class("detail-side")) {
                    self.steps(frame)
                    self.filing(presentation)
                }
            },
        ])
    }

    private func lead(_ language: DisplayLanguage) -> HTML {
        Tag.span(.class("lead-facts")) {
            Tag.span { self.resource.label(language) }
            if let code = self.record.code { Tag.code { code } }
            if let unit = self.record.unit { Tag.bdi { self.titles[unit] ?? unit } }
        }
    }

    private func actions(_ language: DisplayLanguage) -> [HTML] {
        var actions = [
            Button.link(
                Texts.history, href: self.resource.historyPath(self.id), icon: Icon.clock, style: "", language)
        ]
        if self.canEdit {
            actions.append(
                Button.link(Texts.edit, href: self.resource.editPath(self.id), icon: Icon.edit, style: "", language))
        }
        return actions
    }
}
