public import Model

/// What administrators did, newest first.
public struct AuditPage: Page {
    /// One thing that was done, as the interface tells it.
    public struct Entry: Sendable {
        let at: String
        let by: String
        let action: IdentityAction?
        let actionName: String
        let subject: String
        let before: JSONObject
        let after: JSONObject

        /// Reads an entry.
        public init(_ record: Record) {
            func text(_ name: String) -> String { record.object[name]?.stringValue ?? "" }
            self.at = text("at")
            self.by = text("by")
            self.actionName = text("action")
            self.action = IdentityAction(rawValue: self.actionName)
            self.subject = text("subject")
            self.before = record.object["before"]?.objectValue ?? JSONObject()
            self.after = record.object["after"]?.objectValue ?? JSONObject()
        }
    }

    /// Where the page is.
    public static let path = "/identity/audit"

    /// The entries.
    public var entries: [Entry]
    /// The names of units by their codes.
    public var titles: Titles
    /// The unit, person or token that alone is shown; empty for all.
    public var subject: String
    /// Older entries; nil when there are none.
    public var nextHref: String?
    /// The newest entries; nil when these are they.
    public var firstHref: String?

    /// Makes the page.
    public init(
        entries: [Entry], titles: Titles = [:], subject: String = "", nextHref: String? = nil,
        firstHref: String? = nil,
    ) {
        self.entries = entries
        self.titles = titles
        self.subject = subject
        self.nextHref = nextHref
        self.firstHref = firstHref
    }

    /// `Audit trail`.
    public func title(in frame: PageFrame) -> String { Texts.trail(frame.language) }

    /// The trail.
    public func content(in frame: PageFrame) -> HTML {
        let language = frame.language
        return .group([
            PageHead(title: self.title(in: frame), lead: .text(Texts.trailLead(language))).html(language),
            self.search(language),
            Tag.div(.class("panel flush list")) {
                self.entries.isEmpty
                    ? EmptyState(title: Texts.noTrail, hint: Texts.noTrailHint).html(language)
                    : self.table(frame, withSubject: true)
            },
            Pager(
                firstHref: self.firstHref, first: Texts.newestEntries, nextHref: self.nextHref, next: Texts.olderEntries
            ).html(language),
        ])
    }

    private func search(_ language: DisplayLanguage) -> HTML {
        Tag.div(.class("list-controls")) {
            Tag.form(.class("search"), .attribute("method", "get"), .action(Self.path), .role("search")) {
                Tag.label(.class("unseen"), .for("subject")) { Texts.subject(language) }
                Tag.input(
                    .type("search"), .id("subject"), .name("subject"), .value(self.subject),
                    .attribute("placeholder", Texts.subject(language)))
                Tag.button(.class("button"), .type("submit")) {
                    Icon.search
                    Texts.search(language)
                }
            }
        }
    }

    func table(_ frame: PageFrame, withSubject: Bool) -> HTML {
        let language = frame.language
        let presentation = Presentation(frame, titles: self.titles)
        var columns = [Texts.time, Texts.action, Texts.changes, Texts.actor]
        if withSubject { columns.insert(Texts.subject, at: 2) }
        let rows = self.entries.map { entry in
            var cells = [
                Moment(text: entry.at, utcOffsetSeconds: frame.utcOffsetSeconds).html,
                .text(entry.action?.label(language) ?? entry.actionName),
                self.changes(entry, presentation), Tag.bdi { entry.by },
            ]
            if withSubject { cells.insert(self.subject(of: entry), at: 2) }
            return cells
        }
        return DataTable(
            caption: Texts.trail(language), columns: columns.map { DataTable.Column($0(language)) }, rows: rows
        ).html
    }

    private func subject(of entry: Entry) -> HTML {
        switch entry.action?.kind {
        case "person": Tag.a(.href(PeoplePage.path(of: entry.subject))) { Tag.bdi { entry.subject } }
        case "webhook":
            entry.action == .webhookDeleted
                ? Tag.code { entry.subject }
                : Tag.a(.href(WebhooksPage.path(of: entry.subject))) { Tag.code { entry.subject } }
        case "unit": Tag.bdi { self.titles[entry.subject] ?? entry.subject }
        default: Tag.code { entry.subject }
        }
    }

    private func changes(_ entry: Entry, _ presentation: Presentation) -> HTML {
        var names = entry.before.keys
        names += entry.after.keys.filter { !names.contains($0) }
        let fields = Self.fields(of: entry)
        guard !names.isEmpty else { return .empty }
        return Tag.ul(.class("changes")) {
            for name in names {
                let field = fields.first { $0.name == name }
                let text = { (value: JSON) in Self.text(value, field, presentation) }
                Tag.li {
                    Tag.span(.class("muted")) { (field?.label(presentation.language) ?? name) + presentation.colon }
                    if let old = entry.before[name] { Tag.del(.class("lines")) { text(old) } }
                    if entry.before[name] != nil, entry.after[name] != nil { " → " }
                    if let new = entry.after[name] { Tag.ins(.class("lines")) { text(new) } }
                }
            }
        }
    }

    private static func text(_ value: JSON, _ field: FieldSpec?, _ presentation: Presentation) -> String {
        guard let field else { return value.plainText }
        if field.name == Person.grants.name, let grants = [Record](fieldJSON: value) {
            return RoleList.line(grants, presentation)
        }
        return presentation.text(value, as: field)
    }

    private static func fields(of entry: Entry) -> [FieldSpec] {
        switch entry.action?.kind {
        case "unit": OrganisationalUnit.fields.fields
        case "person": Person.fields.fields + RoleGrant.fields.fields + [Person.sessions.spec]
        case "webhook": Webhook.fields.fields
        case "database-role": DatabaseRole.shown.fields
        default: APIToken.shown.fields
        }
    }
}
