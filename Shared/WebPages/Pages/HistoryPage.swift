public import Model

/// What was changed in a record, when and by whom, newest first.
public struct HistoryPage: Page {
    /// One version of the record.
    public struct Entry: Sendable {
        /// The version that the change led to.
        public var version: Int64
        /// When, RFC 3339 in UTC.
        public var at: String
        /// By whom.
        public var by: String
        /// What was done: created, changed, a transition's label.
        public var action: Label
        /// The event that was published.
        public var event: String?
        /// The fields that changed.
        public var changes: [Change]

        /// Makes an entry.
        public init(
            version: Int64, at: String, by: String, action: Label, event: String? = nil, changes: [Change] = [],
        ) {
            self.version = version
            self.at = at
            self.by = by
            self.action = action
            self.event = event
            self.changes = changes
        }
    }

    /// A field that changed.
    public struct Change: Sendable, Hashable {
        /// The field's label.
        public var label: Label
        /// What it was; nil for nothing.
        public var before: String?
        /// What it is; nil for nothing.
        public var after: String?

        /// Makes a change.
        public init(_ label: Label, before: String?, after: String?) {
            self.label = label
            self.before = before
            self.after = after
        }
    }

    /// The record type.
    public var resource: Resource
    /// The record as it is.
    public var record: Record
    /// The entries, newest first.
    public var entries: [Entry]
    /// Earlier entries; nil when these are all.
    public var nextHref: String?

    /// Makes the page.
    public init(resource: Resource, record: Record, entries: [Entry], nextHref: String? = nil) {
        self.resource = resource
        self.record = record
        self.entries = entries
        self.nextHref = nextHref
    }

    /// A readable width.
    public var layout: PageLayout { .narrow }

    /// `History`.
    public func title(in frame: PageFrame) -> String {
        "\(Texts.history(frame.language)) · \(self.resource.title(of: self.record, in: frame.language))"
    }

    /// The entries.
    public func content(in frame: PageFrame) -> HTML {
        let language = frame.language
        let title = self.resource.title(of: self.record, in: language)
        return .group([
            PageHead(
                trail: [
                    (label: self.resource.plural(language), href: self.resource.listPath),
                    (label: title, href: self.resource.detailPath(self.record.id?.description ?? "")),
                ],
                title: Texts.history(language),
            ).html(language),
            self.entries.isEmpty
                ? Tag.p(.class("muted")) { Texts.noHistory(language) }
                : Tag.ol(.class("history")) {
                    for entry in self.entries { self.item(entry, frame) }
                },
            self.nextHref.map { Button.link(Texts.olderChanges, href: $0, style: "", language) } ?? .empty,
        ])
    }

    private func item(_ entry: Entry, _ frame: PageFrame) -> HTML {
        let language = frame.language
        return Tag.li(.class("panel")) {
            Tag.div(.class("history-head")) {
                Tag.h2 { entry.action(language) }
                Tag.span(.class("version")) { "\(Texts.version(language)) \(entry.version)" }
            }
            Tag.p(.class("muted")) {
                Moment(text: entry.at, utcOffsetSeconds: frame.utcOffsetSeconds).html
                " · "
                Tag.bdi { entry.by }
                if let event = entry.event { .group([" · ", Tag.code { event }]) }
            }
            if entry.changes.isEmpty {
                Tag.p(.class("muted")) { Texts.noChanges(language) }
            } else {
                self.changes(entry.changes, language)
            }
        }
    }

    private func changes(_ changes: [Change], _ language: DisplayLanguage) -> HTML {
        let columns = [Texts.field, Texts.before, Texts.after].map { DataTable.Column($0(language)) }
        let rows = changes.map { change in
            [
                HTML.text(change.label(language)),
                change.before.map { text in Tag.del(.class("lines")) { text } } ?? .empty,
                change.after.map { text in Tag.ins(.class("lines")) { text } } ?? .empty,
            ]
        }
        return DataTable(caption: Texts.history(language), columns: columns, rows: rows, hasRowHeads: true).html
    }
}

extension HistoryPage.Change {
    /// The fields in which two versions of a record differ, in words.
    ///
    /// - Parameters:
    ///   - before: the earlier version; nil before the first.
    ///   - after: the later version.
    ///   - resource: their type.
    ///   - presentation: how values are shown.
    public static func between(
        _ before: Record?, _ after: Record, of resource: Resource, _ presentation: Presentation,
    ) -> [HistoryPage.Change] {
        let kept = [SystemFields.code.spec, SystemFields.unit.spec, SystemFields.state.spec]
        return (kept + resource.fields).flatMap { field -> [HistoryPage.Change] in
            let (old, new) = (before?.object[field.name], after.object[field.name])
            guard old != new else { return [] }
            let languages = Self.languages(field, old, new)
            guard languages.isEmpty else { return languages }
            func change(_ presentation: Presentation) -> HistoryPage.Change {
                func text(_ value: JSON) -> String {
                    guard field.name == SystemFields.state.name else { return presentation.text(value, as: field) }
                    return resource.lifecycle.state(value.plainText)?.label(presentation.language) ?? value.plainText
                }
                return HistoryPage.Change(field.label, before: old.map(text), after: new.map(text))
            }
            let short = change(presentation)
            // What differs in the other language only, or in records of one name, has to show that it does.
            return [short.before == short.after ? change(presentation.inDetail) : short]
        }
    }

    /// The languages in which a text in two languages differs, each by itself; none for other fields.
    private static func languages(_ field: FieldSpec, _ old: JSON?, _ new: JSON?) -> [HistoryPage.Change] {
        guard case .localized = field.kind else { return [] }
        let (old, new) = (old.flatMap(LocalizedText.init(fieldJSON:)), new.flatMap(LocalizedText.init(fieldJSON:)))
        return [(DisplayLanguage.zh, Texts.chinese), (.en, Texts.english)].compactMap { language, name in
            guard old?[language] != new?[language] else { return nil }
            return HistoryPage.Change(
                Label(zh: "\(field.label.zh)（\(name.zh)）", en: "\(field.label.en) (\(name.en))"),
                before: old?[language], after: new?[language])
        }
    }
}
