import Model

/// The log of events, newest first, with filters.
public struct EventsPage: Page {
    /// The events of this page.
    public var events: [EventLine]
    /// The filters in force: `type`, `source`, `subject`, `unit`, `after`.
    public var filters: [(name: String, value: String)]
    /// The services that publish, for the filter.
    public var sources: [String]
    /// Older events; nil when there are none.
    public var nextHref: String?
    /// The newest events; nil when these are they.
    public var firstHref: String?

    /// Makes the page.
    public init(
        events: [EventLine],
        filters: [(name: String, value: String)] = [],
        sources: [String] = [],
        nextHref: String? = nil,
        firstHref: String? = nil,
    ) {
        self.events = events
        self.filters = filters
        self.sources = sources
        self.nextHref = nextHref
        self.firstHref = firstHref
    }

    /// `Events`.
    public func title(in frame: PageFrame) -> String { Texts.events(frame.language) }

    /// The log.
    public func content(in frame: PageFrame) -> HTML {
        let language = frame.language
        return .group([
            PageHead(title: self.title(in: frame), lead: .text(Texts.eventsSummary(language))).html(language),
            self.form(frame),
            Tag.div(.class("panel flush list")) {
                self.events.isEmpty
                    ? EmptyState(title: Texts.noEvents, hint: Texts.noEventsHint).html(language)
                    : self.table(frame)
            },
            Pager(
                firstHref: self.firstHref, first: Texts.newestEvents, nextHref: self.nextHref, next: Texts.olderEvents
            ).html(language),
        ])
    }

    private func form(_ frame: PageFrame) -> HTML {
        let language = frame.language
        return Tag.form(
            .class("panel event-filter"), .attribute("method", "get"), .action(frame.path), .role("search"),
        ) {
            Tag.div(.class("filter-fields")) {
                self.input("type", Texts.eventType, language, help: Texts.typeHint)
                self.source(language)
                self.input("subject", Texts.subject, language)
                self.input("unit", Texts.unit, language)
                self.input("after", Texts.afterPosition, language)
            }
            Tag.div(.class("form-end")) {
                Button.submit(Texts.applyFilters, language)
                if !self.filters.isEmpty {
                    Button.link(Texts.clearFilters, href: frame.path, style: "quiet", language)
                }
            }
        }
    }

    private func input(_ name: String, _ label: Label, _ language: DisplayLanguage, help: Label? = nil) -> HTML {
        Tag.div(.class("field")) {
            Tag.label(.class("label"), .for("filter-\(name)")) { label(language) }
            Tag.input(
                .type("text"), .id("filter-\(name)"), .name(name), .value(self.value(name)),
                .ariaDescribedBy(help == nil ? [] : ["filter-\(name)-help"]))
            if let help { Tag.p(.class("help"), .id("filter-\(name)-help")) { help(language) } }
        }
    }

    private func source(_ language: DisplayLanguage) -> HTML {
        guard !self.sources.isEmpty else { return self.input("source", Texts.source, language) }
        return Tag.div(.class("field")) {
            Tag.label(.class("label"), .for("filter-source")) { Texts.source(language) }
            Tag.select(.id("filter-source"), .name("source")) {
                Tag.option(.value("")) { Texts.any(language) }
                for source in self.sources {
                    Tag.option(.value(source), .flag("selected", self.value("source") == source)) { source }
                }
            }
        }
    }

    private func value(_ name: String) -> String { self.filters.last { $0.name == name }?.value ?? "" }

    private func table(_ frame: PageFrame) -> HTML {
        let language = frame.language
        let columns = [
            DataTable.Column(Texts.position(language), isNumber: true),
            DataTable.Column(Texts.time(language)),
            DataTable.Column(Texts.eventType(language)),
            DataTable.Column(Texts.subject(language)),
            DataTable.Column(Texts.source(language)),
            DataTable.Column(Texts.unit(language)),
            DataTable.Column(Texts.actor(language)),
        ]
        let rows = self.events.map { event in
            [
                .text(event.position.map { String($0) } ?? ""),
                Moment(text: event.time, utcOffsetSeconds: frame.utcOffsetSeconds).html,
                event.typeName(language), event.subjectLink(language), .text(event.source),
                .text(event.unit ?? ""), Tag.bdi { event.actor ?? "" },
            ]
        }
        return DataTable(caption: Texts.events(language), columns: columns, rows: rows).html
    }
}
