public import Model

/// The list of a record type: search, filters, columns to sort by, and a page of records.
public struct ListPage: Page {
    /// The record type.
    public var resource: Resource
    /// The records of this page.
    public var records: [Record]
    /// The titles of referenced records by id.
    public var titles: Titles
    /// The filters in force, as in the query; `q` is the search.
    public var filters: [(name: String, value: String)]
    /// The ordering: a field's name, with `-` before it for descending.
    public var sort: String?
    /// How many records match, where that was counted.
    public var total: Int?
    /// The next page; nil on the last.
    public var nextHref: String?
    /// The first page; nil when this is it.
    public var firstHref: String?
    /// Whether the reader may make new records.
    public var canCreate: Bool
    /// Where the list can be had for other programs.
    public var exportHrefs: [(label: Label, href: String)]
    /// What may be chosen in filters: referenced records by the field's name, units under `unit`.
    public var choices: [String: [FormChoice]]
    /// Whether an import page is offered.
    public var canImport: Bool

    /// Makes the page.
    public init(
        resource: Resource,
        records: [Record],
        titles: Titles = [:],
        filters: [(name: String, value: String)] = [],
        sort: String? = nil,
        total: Int? = nil,
        nextHref: String? = nil,
        firstHref: String? = nil,
        canCreate: Bool = false,
        exportHrefs: [(label: Label, href: String)] = [],
        choices: [String: [FormChoice]] = [:],
        canImport: Bool = false,
    ) {
        self.resource = resource
        self.records = records
        self.titles = titles
        self.filters = filters.filter { !$0.value.isEmpty }
        self.sort = sort
        self.total = total
        self.nextHref = nextHref
        self.firstHref = firstHref
        self.canCreate = canCreate
        self.exportHrefs = exportHrefs
        self.choices = choices
        self.canImport = canImport
    }

    /// The record type's plural.
    public func title(in frame: PageFrame) -> String { self.resource.plural(frame.language) }

    /// The list.
    public func content(in frame: PageFrame) -> HTML {
        let language = frame.language
        let controls = ListControls(page: self, presentation: Presentation(frame, titles: self.titles))
        return .group([
            PageHead(
                title: self.title(in: frame), lead: .text(self.resource.summary(language)),
                actions: self.actions(language),
            ).html(language),
            controls.html,
            self.records.isEmpty ? self.empty(language) : self.table(frame),
            self.pager(language),
        ])
    }

    private func actions(_ language: DisplayLanguage) -> [HTML] {
        var actions: [HTML] = []
        if !self.exportHrefs.isEmpty {
            actions.append(
                Tag.details(.class("drop")) {
                    Tag.summary(.class("button")) {
                        Icon.download
                        Texts.export(language)
                    }
                    Tag.ul {
                        for export in self.exportHrefs {
                            Tag.li { Tag.a(.href(export.href)) { export.label(language) } }
                        }
                    }
                })
        }
        if self.canImport {
            actions.append(
                Button.link(Texts.importTitle, href: self.resource.importPath, icon: Icon.upload, style: "", language))
        }
        if self.canCreate { actions.append(self.createButton(language)) }
        return actions
    }

    private func createButton(_ language: DisplayLanguage) -> HTML {
        Button.link(
            Texts.new(self.resource.label), href: self.resource.newPath, icon: Icon.plus, style: "main", language)
    }

    private func empty(_ language: DisplayLanguage) -> HTML {
        guard self.filters.isEmpty else {
            let clear = Button.link(Texts.clearFilters, href: self.resource.listPath, style: "", language)
            return Tag.div(.class("panel flush")) {
                EmptyState(title: Texts.noMatch, hint: Texts.noMatchHint, actions: [clear]).html(language)
            }
        }
        return Tag.div(.class("panel flush")) {
            EmptyState(
                title: Texts.noRecords, hint: self.canCreate ? Texts.noRecordsCreate : Texts.noRecordsRead,
                actions: self.canCreate ? [self.createButton(language)] : [],
            ).html(language)
        }
    }

    private func pager(_ language: DisplayLanguage) -> HTML {
        if self.records.isEmpty, self.firstHref == nil { return .empty }
        return Tag.nav(.class("pager"), .ariaLabel(Texts.pages(language))) {
            Tag.p(.class("muted")) { Texts.shown(self.records.count, of: self.total)(language) }
            Tag.div(.class("pager-links")) {
                if let href = self.firstHref {
                    Button.link(Texts.firstPage, href: href, icon: Icon.first, style: "quiet", language)
                }
                if let href = self.nextHref {
                    Tag.a(.class("button"), .href(href), .attribute("rel", "next")) {
                        Texts.nextPage(language)
                        Icon.next
                    }
                }
            }
        }
    }
}
