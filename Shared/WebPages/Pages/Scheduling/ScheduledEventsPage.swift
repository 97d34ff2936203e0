public import Model

/// What is to be published, and when.
public struct ScheduledEventsPage: Page {
    /// Where the page is.
    public static let path = "/events/scheduled"

    /// The events of this page as the interface tells them, the next one first.
    public var events: [Record]
    /// The next page; nil when this is the last.
    public var nextHref: String?
    /// The first page; nil when this is it.
    public var firstHref: String?

    /// Makes the page.
    public init(events: [Record], nextHref: String? = nil, firstHref: String? = nil) {
        self.events = events
        self.nextHref = nextHref
        self.firstHref = firstHref
    }

    /// `Scheduled events`.
    public func title(in frame: PageFrame) -> String { Texts.scheduled(frame.language) }

    /// The list.
    public func content(in frame: PageFrame) -> HTML {
        let language = frame.language
        let new = Button.link(Texts.schedule, href: "\(Self.path)/new", icon: Icon.plus, style: "main", language)
        return .group([
            PageHead(title: self.title(in: frame), lead: .text(Texts.scheduledLead(language)), actions: [new])
                .html(language),
            Tag.div(.class("panel flush list")) {
                self.events.isEmpty
                    ? EmptyState(title: Texts.noScheduled, hint: Texts.noScheduledHint, actions: [new]).html(language)
                    : self.table(frame)
            },
            Pager(firstHref: self.firstHref, first: Texts.firstPage, nextHref: self.nextHref, next: Texts.nextPage)
                .html(language),
        ])
    }

    private func table(_ frame: PageFrame) -> HTML {
        let language = frame.language
        let columns = [
            NewScheduledEvent.due.spec.label, Texts.event, Texts.source, Texts.scheduledBy,
        ].map { DataTable.Column($0(language)) }
        let rows = self.events.map { event -> [HTML] in
            let said = event.object["event"]
            func text(_ name: String) -> String { said?[name]?.stringValue ?? "" }
            return [
                Tag.a(.class("row-link"), .href(ScheduledEventPage.path(of: event))) {
                    Moment(
                        text: event.object["due"]?.stringValue ?? "", utcOffsetSeconds: frame.utcOffsetSeconds
                    ).html
                },
                .group([
                    Tag.span { text("type") },
                    text("subject").isEmpty
                        ? .empty : Tag.span(.class("row-code")) { Tag.bdi { text("subject").shortened(to: 90) } },
                ]),
                Tag.code { text("source") },
                Tag.bdi { text("actor") },
            ]
        }
        return DataTable(caption: self.title(in: frame), columns: columns, rows: rows, hasRowHeads: true).html
    }
}
